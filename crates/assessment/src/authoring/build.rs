//! An item of QTI from what its author wrote.

use std::collections::{BTreeMap, BTreeSet};

use domain::item::{
    BaseType, Cardinality, Display, Element, Expression, Item, Node, OutcomeDeclaration, ResponseDeclaration,
    Rounding, Rule, Scalar, Stimulus, TemplateDeclaration, Unary, Value, Variant, View,
};

use super::{
    Authored, AuthoredKind, AuthoringProblem, Fault, Formula, VariableKind, check,
    draws::{places, steps},
    formula::{Function, Kind, Kinds},
    markup::{self, Bad, Slots},
    problem::Problems,
    qti, scoring,
};

/// What the rubric of a hint is for, by QTI's way of naming uses of one's own.
pub(super) const HINT: &str = "ext:hint";
/// What the rubric of supports that change what is measured is for.
pub(super) const CHANGING: &str = "ext:changes-what-is-measured";

/// Makes the item, or says everything that has to be mended first.
pub fn to_item(authored: &Authored) -> Result<Item, Vec<AuthoringProblem>> {
    let mut building = Building::new(authored);
    check::shape(authored, &mut building.problems);
    building.declare_variables();
    let answers = building.answers();
    let mut body = building.stem(&answers);
    body.extend(answers.after);
    body.extend(building.rubrics());
    let modal_feedback = building.feedback();
    check::draws(authored, &building.formulas, &mut building.problems);
    check::uses(authored, &building.used, &mut building.problems);
    if !building.problems.0.is_empty() {
        return Err(building.problems.0);
    }
    let mut processing = answers.scoring;
    processing.extend(scoring::feedback(authored));
    building.rules.extend(answers.keys);
    Ok(Item {
        identifier: authored.identifier.clone(),
        title: authored.title.clone(),
        language: authored.language.clone(),
        adaptive: false,
        time_dependent: false,
        responses: answers.responses,
        outcomes: outcomes(authored),
        templates: building.templates,
        template_processing: building.rules,
        stimuli: authored.stimuli.clone(),
        stylesheets: Vec::new(),
        body,
        response_processing: processing,
        modal_feedback,
        catalog: Vec::new(),
    })
}

/// Makes a stimulus of light markup, or says what has to be mended first. Nothing can be answered or drawn in it.
pub fn to_stimulus(
    identifier: &str,
    title: &str,
    language: Option<&str>,
    text: &str,
) -> Result<Stimulus, Vec<AuthoringProblem>> {
    let kind = AuthoredKind::ExtendedText { lines: 1, guideline: String::new() };
    let authored = Authored {
        identifier: identifier.to_owned(),
        title: title.to_owned(),
        language: language.map(str::to_owned),
        stimuli: Vec::new(),
        stem: text.to_owned(),
        kind,
        hint: None,
        feedback: super::Feedback::default(),
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    };
    let mut building = Building::new(&authored);
    check::shape(&authored, &mut building.problems);
    let body = building.blocks("text", text);
    if !building.problems.0.is_empty() {
        return Err(building.problems.0);
    }
    let Authored { identifier, title, language, .. } = authored.clone();
    Ok(Stimulus { identifier, title, language, body })
}

/// What the ways to answer come to.
#[derive(Default)]
pub(super) struct Answers {
    pub responses: Vec<ResponseDeclaration>,
    /// Interactions for `{{1}}`, `{{2}}`, … of the stem.
    pub in_stem: Vec<Node>,
    /// Whether the only one of them may stand below the stem instead.
    pub may_follow: bool,
    /// What stands below the stem.
    pub after: Vec<Node>,
    /// Rules that set the score.
    pub scoring: Vec<Rule>,
    /// Rules that set keys that are drawn.
    pub keys: Vec<Rule>,
}

pub(super) struct Building<'a> {
    pub authored: &'a Authored,
    pub problems: Problems,
    /// Which field is being read, for problems.
    pub field: String,
    /// Every formula with its field.
    pub formulas: Vec<(String, Formula)>,
    pub kinds: Kinds,
    used: BTreeSet<String>,
    templates: Vec<TemplateDeclaration>,
    rules: Vec<Rule>,
    /// Variables made for formulas of texts, by formula and whether they stand in mathematics.
    made: BTreeMap<(String, bool), String>,
    pub place: Place,
}

/// What places to answer mean in the text that is being read.
pub(super) enum Place {
    /// Nothing.
    None,
    /// Interactions, by number, with how often each was used.
    Interactions(Vec<(Node, usize)>),
    /// Gaps, with the text of what belongs there.
    Gaps(Vec<String>),
    /// Words that can be chosen: what is shown, and whether it is right.
    Hot(Vec<(Vec<Node>, bool)>),
}

impl<'a> Building<'a> {
    fn new(authored: &'a Authored) -> Self {
        Self {
            authored,
            problems: Problems::default(),
            field: String::new(),
            formulas: Vec::new(),
            kinds: Kinds::new(),
            used: BTreeSet::new(),
            templates: Vec::new(),
            rules: Vec::new(),
            made: BTreeMap::new(),
            place: Place::None,
        }
    }

    /// Blocks of a field.
    pub(super) fn blocks(&mut self, field: &str, text: &str) -> Vec<Node> {
        field.clone_into(&mut self.field);
        let read = markup::read_blocks(text, self);
        self.read_or_problem(text, read)
    }

    /// A line of a field.
    pub(super) fn line(&mut self, field: &str, text: &str) -> Vec<Node> {
        field.clone_into(&mut self.field);
        let read = markup::read_inline(text, self);
        self.read_or_problem(text, read)
    }

    fn read_or_problem(&mut self, text: &str, read: Result<Vec<Node>, Bad>) -> Vec<Node> {
        let fault = match read {
            Ok(nodes) if nodes.is_empty() => Fault::Empty,
            Ok(nodes) => return nodes,
            Err(Bad::Markup(what)) => Fault::Markup(what),
            Err(Bad::NoAlternativeText) => Fault::NoAlternativeText,
            Err(Bad::Misplaced) => Fault::Misplaced,
        };
        self.problems.add(self.field.clone(), text, fault);
        Vec::new()
    }

    /// Reads a formula of a field, notes which variables it uses, and says its sort.
    pub(super) fn formula(&mut self, field: &str, text: &str) -> Option<(Formula, Kind)> {
        let formula = match Formula::read(text) {
            Ok(formula) => formula,
            Err(why) => {
                self.problems.add(field, text, Fault::Formula(why));
                return None;
            }
        };
        self.used.extend(formula.names().into_iter().map(str::to_owned));
        match formula.kind(&self.kinds) {
            Ok(kind) => Some((formula, kind)),
            Err(why) => {
                self.problems.add(field, text, Fault::Sort(why));
                None
            }
        }
    }

    fn declare(&mut self, name: &str, base: BaseType, in_formulas: bool, to: Expression) {
        self.templates.push(TemplateDeclaration {
            identifier: name.to_owned(),
            cardinality: Cardinality::Single,
            base_type: Some(base),
            default: None,
            param_variable: false,
            math_variable: in_formulas,
        });
        self.rules.push(Rule::SetValue { identifier: name.to_owned(), to });
    }

    fn declare_variables(&mut self) {
        for (at, variable) in self.authored.variables.iter().enumerate() {
            let field = format!("variables[{at}]");
            let Some((kind, to)) = self.source(&field, &variable.kind) else { continue };
            self.declare(&variable.name, base(kind), false, to);
            self.kinds.insert(variable.name.clone(), kind);
        }
        let Some(text) = &self.authored.constraint else { return };
        match self.formula("constraint", text) {
            Some((formula, Kind::Truth)) => {
                self.rules.push(Rule::TemplateConstraint(qti::expression(&formula)));
            }
            Some(_) => {
                let fault = Fault::Sort("is no comparison: write one, such as a < b".to_owned());
                self.problems.add("constraint", text, fault);
            }
            None => {}
        }
    }

    fn source(&mut self, field: &str, kind: &VariableKind) -> Option<(Kind, Expression)> {
        match kind {
            VariableKind::Range { least, most, step } => {
                let drawn = range(*least, *most, *step);
                if drawn.is_none() {
                    self.problems.add(field, &format!("{least} to {most} by {step}"), Fault::BadRange);
                }
                drawn
            }
            VariableKind::OneOf(list) => {
                let drawn = one_of(list);
                if drawn.is_none() {
                    let fault = if list.is_empty() {
                        Fault::Empty
                    } else {
                        Fault::Sort("has words and numbers: use one of both".to_owned())
                    };
                    self.problems.add(field, "", fault);
                }
                drawn
            }
            VariableKind::Formula(text) => {
                let (formula, kind) = self.formula(field, text)?;
                if kind == Kind::Truth {
                    let fault = Fault::Sort("is a comparison: a variable is a number or words".to_owned());
                    self.problems.add(field, text, fault);
                    return None;
                }
                Some((kind, qti::expression(&formula)))
            }
        }
    }

    fn stem(&mut self, answers: &Answers) -> Vec<Node> {
        let places = answers.in_stem.iter().map(|node| (node.clone(), 0)).collect();
        self.place = if answers.in_stem.is_empty() { Place::None } else { Place::Interactions(places) };
        let mut body = self.blocks("stem", &self.authored.stem);
        if let Place::Interactions(places) = std::mem::replace(&mut self.place, Place::None) {
            for (at, (node, used)) in places.into_iter().enumerate() {
                if used == 0 && answers.may_follow {
                    body.push(Node::Element(Element::new("p", vec![node])));
                } else if used != 1 {
                    self.problems.add("stem", &self.authored.stem, Fault::Blank(at + 1));
                }
            }
        }
        body
    }

    fn rubrics(&mut self) -> Vec<Node> {
        let mut rubrics = Vec::new();
        let mut rubric = |views: &[View], purpose: &str, content| {
            rubrics.push(Node::Rubric { views: views.to_vec(), purpose: Some(purpose.to_owned()), content });
        };
        if let AuthoredKind::ExtendedText { guideline, .. }
        | AuthoredKind::FileUpload { guideline, .. }
        | AuthoredKind::AudioAnswer { guideline, .. } = &self.authored.kind
        {
            rubric(&[View::Scorer], "scoring", self.blocks("guideline", guideline));
        }
        if let Some(hint) = &self.authored.hint {
            rubric(&[View::Candidate], HINT, self.blocks("hint", hint));
        }
        if !self.authored.changing_supports.is_empty() {
            let words = self.authored.changing_supports.join(" ");
            let paragraph = Node::Element(Element::new("p", vec![Node::Text(words)]));
            rubric(&[View::Author, View::TestConstructor, View::Proctor], CHANGING, vec![paragraph]);
        }
        rubrics
    }

    fn feedback(&mut self) -> Vec<Variant> {
        let mut found = Vec::new();
        let said = &self.authored.feedback;
        for (name, text) in [("general", &said.general), ("right", &said.right), ("wrong", &said.wrong)] {
            if let Some(text) = text {
                found.push(variant("FEEDBACK", name, self.blocks(&format!("feedback.{name}"), text)));
            }
        }
        if let Some(choices) = scoring::choices(&self.authored.kind) {
            for (at, choice) in choices.iter().enumerate() {
                if let Some(text) = &choice.feedback {
                    let content = self.blocks(&format!("choices[{at}].feedback"), text);
                    found.push(variant("CHOSEN", &letter(at), content));
                }
            }
        }
        found
    }

    /// The variable that holds a formula of a text, made when it is first needed.
    fn variable_of(
        &mut self,
        source: &str,
        in_formulas: bool,
    ) -> Result<(Formula, Kind, Option<String>), Bad> {
        let formula = Formula::read(source).map_err(|why| Bad::Markup(format!("the formula {why}")))?;
        self.used.extend(formula.names().into_iter().map(str::to_owned));
        let kind = formula.kind(&self.kinds).map_err(Bad::Markup)?;
        if kind == Kind::Truth {
            return Err(Bad::Markup(format!(
                "shows {formula}, which is a comparison: show a number or words"
            )));
        }
        self.formulas.push((self.field.clone(), formula.clone()));
        let key = (formula.to_string(), in_formulas);
        Ok((formula, kind, self.made.get(&key).cloned()))
    }

    fn remember(&mut self, formula: &Formula, in_formulas: bool, prefix: char) -> String {
        let name = format!("{prefix}{}", self.made.len() + 1);
        self.made.insert((formula.to_string(), in_formulas), name.clone());
        name
    }

    /// A fraction in lowest terms: three variables, and a look at whether it is a whole number.
    fn fraction(&mut self, formula: &Formula, arguments: &[Formula], known: Option<String>) -> Vec<Node> {
        let name = known.unwrap_or_else(|| {
            let name = self.remember(formula, false, 'F');
            let [above, below] = [&arguments[0], &arguments[1]].map(qti::expression);
            let common = Expression::Gcd(vec![above.clone(), below.clone()]);
            for (part, of) in [("n", above), ("d", below)] {
                let lowest = Expression::IntegerDivide(Box::new(of), Box::new(common.clone()));
                self.declare(&format!("{name}{part}"), BaseType::Integer, true, lowest);
            }
            let shape = |word: &str| Rule::SetValue {
                identifier: format!("{name}w"),
                to: Expression::BaseValue(Scalar::Identifier(word.to_owned())),
            };
            self.declare(&format!("{name}w"), BaseType::Identifier, false, Expression::Null);
            self.rules.pop();
            let is_whole = Expression::Equal {
                left: Box::new(qti::variable(&format!("{name}d"))),
                right: Box::new(Expression::BaseValue(Scalar::Integer(1))),
                tolerance: domain::item::Tolerance::Exact,
            };
            self.rules.push(Rule::Condition {
                branches: vec![(is_whole, vec![shape("whole")])],
                otherwise: vec![shape("part")],
            });
            name
        });
        let letter =
            |part: &str| Node::Element(Element::new("mi", vec![Node::Text(format!("{name}{part}"))]));
        let fraction = Node::Element(Element::new("mfrac", vec![letter("n"), letter("d")]));
        [
            ("whole", printed(&format!("{name}n"), None)),
            ("part", Node::Element(Element::new("math", vec![fraction]))),
        ]
        .into_iter()
        .map(|(word, node)| {
            Node::Template(Variant {
                variable: format!("{name}w"),
                identifier: word.to_owned(),
                show: true,
                display: Display::Inline,
                content: vec![node],
            })
        })
        .collect()
    }
}

impl Slots for Building<'_> {
    fn in_line(&mut self, source: &str) -> Result<Vec<Node>, Bad> {
        let (formula, kind, known) = self.variable_of(source, false)?;
        if let Formula::Call(Function::Frac, arguments) = &formula {
            return Ok(self.fraction(&formula, arguments, known));
        }
        if let Formula::Call(Function::Fixed, arguments) = &formula {
            let places = places(arguments).unwrap_or(0);
            let printed_plainly = self.in_line(&arguments[0].to_string())?;
            return Ok(printed_plainly.into_iter().map(|node| with_places(node, places)).collect());
        }
        let format = (kind == Kind::Real).then(|| "%.12g".to_owned());
        let name = match &formula {
            Formula::Name(name) if name != "pi" => name.clone(),
            _ => known.unwrap_or_else(|| {
                let name = self.remember(&formula, false, 'E');
                self.declare(&name, base(kind), false, qti::expression(&formula));
                name
            }),
        };
        Ok(vec![printed(&name, format)])
    }

    fn in_formula(&mut self, source: &str) -> Result<Node, Bad> {
        let (formula, kind, known) = self.variable_of(source, true)?;
        if matches!(formula, Formula::Call(Function::Frac, _)) {
            let words =
                "writes frac within dollar signs: write {= frac(a, b)} outside them, or \\frac inside";
            return Err(Bad::Markup(words.to_owned()));
        }
        let name = known.unwrap_or_else(|| {
            let name = self.remember(&formula, true, 'M');
            let exact = qti::expression(&formula);
            // QTI shows the number as it is in a formula, so the last digits of calculating are cut off here.
            let shown = match kind {
                Kind::Real => Expression::RoundTo {
                    rounding: Rounding::DecimalPlaces,
                    figures: Box::new(Expression::BaseValue(Scalar::Integer(9))),
                    of: Box::new(exact),
                },
                _ => exact,
            };
            self.declare(&name, base(kind), true, shown);
            name
        });
        Ok(Node::Element(Element::new("mi", vec![Node::Text(name)])))
    }

    fn blank(&mut self, content: &str) -> Result<Node, Bad> {
        match &mut self.place {
            Place::Interactions(places) => {
                let number = content.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let (node, used) = number
                    .and_then(|number| places.get_mut(number))
                    .ok_or_else(|| Bad::Markup(format!("has {{{{{content}}}}}, which has no answer")))?;
                *used += 1;
                Ok(node.clone())
            }
            Place::Gaps(gaps) if !content.is_empty() => {
                gaps.push(content.to_owned());
                Ok(Node::Gap(domain::item::Gap {
                    identifier: format!("G{}", gaps.len()),
                    group: Vec::new(),
                    required: false,
                    template: None,
                }))
            }
            _ => Err(Bad::Misplaced),
        }
    }

    fn hot(&mut self, content: &str) -> Result<Node, Bad> {
        let Place::Hot(words) = &mut self.place else { return Err(Bad::Misplaced) };
        let (right, content) = match content.strip_prefix('*') {
            // `[[**bold**]]` is bold and not right.
            Some(rest) if !rest.starts_with('*') || rest.starts_with("**") => (true, rest),
            _ => (false, content),
        };
        if content.is_empty() {
            return Err(Bad::Misplaced);
        }
        let mut words = std::mem::take(words);
        self.place = Place::None;
        let shown = markup::read_inline(content, self)?;
        words.push((shown.clone(), right));
        let identifier = format!("H{}", words.len());
        self.place = Place::Hot(words);
        Ok(Node::Hottext(domain::item::Choice { identifier, fixed: false, template: None, content: shown }))
    }
}

/// The number that a range gives, by a whole number that is drawn.
fn range(least: f64, most: f64, step: f64) -> Option<(Kind, Expression)> {
    steps(least, most, step)?;
    let (places, [least, most, step]) = whole_numbers([least, most, step])?;
    let integer = |number| Box::new(Expression::BaseValue(Scalar::Integer(number)));
    let drawn = Expression::RandomInteger { min: integer(least), max: integer(most), step: integer(step) };
    Some(if places == 0 {
        (Kind::Whole, drawn)
    } else {
        (Kind::Real, Expression::Divide(Box::new(drawn), integer(10_i64.pow(places))))
    })
}

/// The numbers as whole ones of tenths, hundredths, …; `None` for more than six places.
fn whole_numbers(numbers: [f64; 3]) -> Option<(u32, [i64; 3])> {
    (0..=6).find_map(|places| {
        let shift = f64::from(10_u32.pow(places));
        let shifted = numbers.map(|number| (number * shift).round());
        #[expect(clippy::float_cmp, reason = "asks whether nothing is lost")]
        let same = (0..3).all(|at| shifted[at] / shift == numbers[at] && shifted[at].abs() < 1e12);
        #[expect(clippy::cast_possible_truncation, reason = "below 1e12")]
        same.then(|| (places, shifted.map(|number| number as i64)))
    })
}

fn one_of(list: &[super::Drawn]) -> Option<(Kind, Expression)> {
    let mut kind = None;
    for one in list {
        let this = match one {
            super::Drawn::Word(_) => Kind::Word,
            super::Drawn::Number(number) if !number.is_finite() => return None,
            super::Drawn::Number(number) if number.fract() == 0.0 => Kind::Whole,
            super::Drawn::Number(_) => Kind::Real,
        };
        kind = match (kind, this) {
            (Some(Kind::Word), Kind::Word) => Some(Kind::Word),
            (Some(Kind::Word), _) | (Some(_), Kind::Word) => return None,
            (None | Some(Kind::Whole), this) => Some(this),
            (kind, _) => kind,
        };
    }
    let kind = kind?;
    let scalar = |one: &super::Drawn| match one {
        super::Drawn::Word(word) => Scalar::String(word.clone()),
        super::Drawn::Number(number) if kind == Kind::Whole => qti::scalar(*number),
        super::Drawn::Number(number) => Scalar::Float(*number),
    };
    let all = list.iter().map(|one| Expression::BaseValue(scalar(one))).collect();
    Some((kind, Expression::Random(Box::new(Expression::Multiple(all)))))
}

fn outcomes(authored: &Authored) -> Vec<OutcomeDeclaration> {
    let by_a_person = scoring::by_a_person(&authored.kind);
    let outcome = |identifier: &str, cardinality, base_type| OutcomeDeclaration {
        identifier: identifier.to_owned(),
        cardinality,
        base_type: Some(base_type),
        default: None,
        normal_maximum: None,
        normal_minimum: None,
        mastery_value: None,
        interpretation: None,
        external_scored: false,
        lookup: None,
    };
    let mut score = outcome("SCORE", Cardinality::Single, BaseType::Float);
    score.default = Some(Value::float(0.0));
    score.normal_maximum = Some(authored.points);
    score.normal_minimum = Some(0.0);
    score.external_scored = by_a_person;
    let mut most = outcome("MAXSCORE", Cardinality::Single, BaseType::Float);
    most.default = Some(Value::float(authored.points));
    let mut all = vec![score, most];
    if scoring::says_something(authored) {
        all.push(outcome("FEEDBACK", Cardinality::Multiple, BaseType::Identifier));
    }
    if scoring::says_of_choices(&authored.kind) {
        let cardinality = match authored.kind {
            AuthoredKind::ChooseSeveral { .. } => Cardinality::Multiple,
            _ => Cardinality::Single,
        };
        all.push(outcome("CHOSEN", cardinality, BaseType::Identifier));
    }
    all
}

/// The sort of a variable as QTI names it.
fn base(kind: Kind) -> BaseType {
    match kind {
        Kind::Whole => BaseType::Integer,
        Kind::Real => BaseType::Float,
        Kind::Word => BaseType::String,
        Kind::Truth => BaseType::Boolean,
    }
}

/// The identifier of the choice at a place: `A`, `B`, …
pub(super) fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| format!("A{at}"), |at| char::from(b'A' + at).into())
}

/// A key as it is calculated: a whole number is made one with a point, as the response is.
pub(super) fn key(formula: &Formula, kind: Kind) -> Expression {
    match kind {
        Kind::Whole => Expression::Unary(Unary::IntegerToFloat, Box::new(qti::expression(formula))),
        _ => qti::expression(formula),
    }
}

fn printed(identifier: &str, format: Option<String>) -> Node {
    Node::PrintedVariable {
        identifier: identifier.to_owned(),
        format,
        index: None,
        delimiter: None,
        field: None,
    }
}

/// A printed number with so many digits after its point.
fn with_places(mut node: Node, places: usize) -> Node {
    if let Node::PrintedVariable { format, .. } = &mut node {
        *format = Some(format!("%.{places}f"));
    }
    node
}

fn variant(variable: &str, identifier: &str, content: Vec<Node>) -> Variant {
    Variant {
        variable: variable.to_owned(),
        identifier: identifier.to_owned(),
        show: true,
        display: Display::Block,
        content,
    }
}
