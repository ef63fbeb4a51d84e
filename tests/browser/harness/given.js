// Files as they arrive from outside, small and in our own words.
import { zip } from "./zip.js";

/** Thirty names as they come out of a spreadsheet: both orders, several scripts. */
export const THIRTY_NAMES = [
  "Adaeze Obi", "Ahlgren, Britta", "عمر الفاروق", "Bo Li", "Castillo Vega, Inés", "Dara Ó Conaill", "Elif Kaya",
  "Farah Nasser", "Gustav Berg", "Hemi Walker", "Iris van Dijk", "Jamal Whitaker", "Kaito Mori", "Leila Haddou",
  "Marcus Webb", "Nkechi Eze", "Olga Petrova", "Priya Nair", "Quentin Roux", "Rosa Lindt", "Sione Tupou",
  "Tove Holm", "Uma Rao", "Viktor Hajdu", "Wren Fox", "Ximena Paz", "Yara Saleh", "Zeb Cole", "O'Dowd, Niamh",
  "Anh Tran",
];

/** What a class works on, as a teacher writes it. */
export const OWN_TARGETS = [
  "K.1 Measures dry and liquid amounts to the nearest mark",
  "K.2 Changes a recipe for another number of people",
  "Keeps raw and cooked food apart and can say why",
];

/** A framework as a table. */
export const FRAMEWORK_CSV = `code,title,statement,parent,kind,grades,requires
KI,In the kitchen,Cooks a simple meal safely,,Strand,6,
KI.1,Measure,Measures dry and liquid amounts to the nearest mark,KI,Competency,6,
KI.2,Scale a recipe,Changes a recipe for another number of people,KI,Competency,6,KI.1
KI.3,Keep it clean,Keeps raw and cooked food apart and can say why,KI,Competency,6,
`;

const link = (identifier, from, associationType, to) => ({
  identifier,
  associationType,
  uri: `https://standards.example/associations/${identifier}`,
  originNodeURI: { title: from, identifier: from, uri: `https://standards.example/items/${from}` },
  destinationNodeURI: { title: to, identifier: to, uri: `https://standards.example/items/${to}` },
});

/** A CASE package of four items, with one link that leaves it. */
export function casePackage() {
  const item = (identifier, humanCodingScheme, fullStatement) => ({
    identifier,
    uri: `https://standards.example/items/${identifier}`,
    humanCodingScheme,
    fullStatement,
    lastChangeDateTime: "2026-03-01T00:00:00Z",
  });
  const document = "3f0c2d10-0000-4000-8000-0000000000d0";
  const [sky, moon, tide, season] = [1, 2, 3, 4].map((n) => `3f0c2d10-0000-4000-8000-00000000000${n}`);
  return JSON.stringify({
    CFDocument: {
      identifier: document,
      uri: `https://standards.example/documents/${document}`,
      title: "Sky and sea",
      creator: "A made-up publisher",
      version: "1",
      adoptionStatus: "Adopted",
      language: "en",
      lastChangeDateTime: "2026-03-01T00:00:00Z",
    },
    CFItems: [
      item(sky, "SK", "Explains what is seen in the sky"),
      item(moon, "SK.1", "Predicts the shape of the moon for next week"),
      item(tide, "SK.2", "Reads a *tide* table, where the height is $h = a + b$"),
      item(season, "SK.3", "Explains why summer is warm"),
    ],
    CFAssociations: [
      link("a1", sky, "isChildOf", document),
      link("a2", moon, "isChildOf", sky),
      link("a3", tide, "isChildOf", sky),
      link("a4", season, "isChildOf", sky),
      link("a5", season, "exactMatchOf", "ffffffff-0000-4000-8000-000000000000"),
    ],
  });
}

const MANIFEST = `propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,absent
file.categories,absent
file.classes,bulk
file.classResources,absent
file.courses,absent
file.courseResources,absent
file.demographics,absent
file.enrollments,bulk
file.lineItems,absent
file.orgs,bulk
file.resources,absent
file.results,absent
file.users,bulk
`;
const ORGS = `sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Harbour district,district,,
s1,,,Quayside School,school,,d1
`;
const USERS = `sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,locker
t1,,,true,s1,teacher,t1,,Halvard,Nygaard,
l1,,,true,s1,student,l1,,ليلى,الحربي,38
l2,,,true,s1,student,l2,,Fionnuala,O'Brien,39
`;
const CLASSES = `sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
c1,,,Rowing 6,06,,,homeroom,,s1,,,,
`;
const ENROLLMENTS = `sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,c1,s1,t1,teacher,true,,
e2,,,c1,s1,l1,student,,2026-09-01,
e3,,,c1,s1,l2,student,,2026-09-01,
`;

/** A OneRoster 1.1 bundle: one class, one teacher or two, two learners. */
export function rosterZip({ users = USERS, secondTeacher = false } = {}) {
  const colleague = secondTeacher ? "t2,,,true,s1,teacher,t2,,Margaux,Sauveterre,\n" : "";
  const teaches = secondTeacher ? "e4,,,c1,s1,t2,teacher,false,,\n" : "";
  return zip({
    "manifest.csv": MANIFEST,
    "orgs.csv": ORGS,
    "users.csv": users + colleague,
    "classes.csv": CLASSES,
    "enrollments.csv": ENROLLMENTS + teaches,
  });
}

/** The same with a role that no system knows, and a family name that is missing. */
export function brokenRosterZip() {
  return rosterZip({ users: USERS.replace("teacher", "wizard").replace("O'Brien", "") });
}
