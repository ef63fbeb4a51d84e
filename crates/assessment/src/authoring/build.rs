//! An item of QTI from what its author wrote.

mod outcomes;
mod slots;
mod stimulus;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use domain::item::{
    BaseType, Cardinality, Display, Element, Expression, Item, Node, ResponseDeclaration, Rule,
    TemplateDeclaration, Unary, Variant, View,
};

use super::{
    Authored, AuthoredKind, AuthoringProblem, Fault, Formula, check,
    formula::{Kind, Kinds},
    markup::{self, Bad},
    problem::Problems,
    qti, scoring,
};

pub use stimulus::to_stimulus;

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
        outcomes: outcomes::outcomes(authored),
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
            rubric(&[View::Author, View::Proctor, View::TestConstructor], CHANGING, vec![paragraph]);
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

fn variant(variable: &str, identifier: &str, content: Vec<Node>) -> Variant {
    Variant {
        variable: variable.to_owned(),
        identifier: identifier.to_owned(),
        show: true,
        display: Display::Block,
        content,
    }
}
