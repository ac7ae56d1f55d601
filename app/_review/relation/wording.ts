/** A relation written out: {s} stands for the subject, {o} for the object. The forty-one of TACRED, and four that Re-TACRED added. */
const tacred: Record<string, string> = {
  'org:alternate_names': '{s} is also called {o}',
  'org:city_of_branch': '{s} has a branch in the city of {o}',
  'org:city_of_headquarters': '{s} has its headquarters in the city of {o}',
  'org:country_of_branch': '{s} has a branch in the country {o}',
  'org:country_of_headquarters': '{s} has its headquarters in the country {o}',
  'org:dissolved': '{s} was dissolved in {o}',
  'org:founded': '{s} was founded in {o}',
  'org:founded_by': '{s} was founded by {o}',
  'org:member_of': '{s} is a member of {o}',
  'org:members': '{s} has {o} as a member',
  'org:number_of_employees/members': '{s} has {o} employees or members',
  'org:parents': '{s} belongs to {o}',
  'org:political/religious_affiliation': '{s} has {o} as its political or religious affiliation',
  'org:shareholders': '{s} has {o} as a shareholder',
  'org:stateorprovince_of_branch': '{s} has a branch in the state or province {o}',
  'org:stateorprovince_of_headquarters': '{s} has its headquarters in the state or province {o}',
  'org:subsidiaries': '{s} owns {o}',
  'org:top_members/employees': '{s} is or was led by {o}',
  'org:website': '{s} has the website {o}',
  'per:age': '{s} is {o} of age',
  'per:alternate_names': '{s} is also called {o}',
  'per:cause_of_death': '{s} died of {o}',
  'per:charges': '{s} was charged with {o}',
  'per:children': '{s} has {o} as a child',
  'per:cities_of_residence': '{s} lives or lived in the city of {o}',
  'per:city_of_birth': '{s} was born in the city of {o}',
  'per:city_of_death': '{s} died in the city of {o}',
  'per:countries_of_residence': '{s} lives or lived in the country {o}',
  'per:country_of_birth': '{s} was born in the country {o}',
  'per:country_of_death': '{s} died in the country {o}',
  'per:date_of_birth': '{s} was born on {o}',
  'per:date_of_death': '{s} died on {o}',
  'per:employee_of': '{s} works or worked for {o}',
  'per:identity': '{s} and {o} are the same person',
  'per:origin': '{s} is {o} by nationality or origin',
  'per:other_family': '{s} is of the family of {o}, neither parent, child, sibling nor spouse',
  'per:parents': '{s} is a child of {o}',
  'per:religion': '{s} has {o} as their religion',
  'per:schools_attended': '{s} went to the school {o}',
  'per:siblings': '{s} is a sibling of {o}',
  'per:spouse': '{s} is or was married to {o}',
  'per:stateorprovince_of_birth': '{s} was born in the state or province {o}',
  'per:stateorprovince_of_death': '{s} died in the state or province {o}',
  'per:stateorprovinces_of_residence': '{s} lives or lived in the state or province {o}',
  'per:title': '{s} holds the title {o}',
};

/** The nine of SemEval-2010 Task 8; {1} and {2} are the entities in the order of the label's brackets. */
const semeval: Record<string, string> = {
  'Cause-Effect': '{1} causes {2}',
  'Component-Whole': '{1} is a part of {2}',
  'Content-Container': '{1} is inside {2}',
  'Entity-Destination': '{1} goes to {2}',
  'Entity-Origin': '{1} comes from {2}',
  'Instrument-Agency': '{1} is used by {2}',
  'Member-Collection': '{1} is a member of {2}',
  'Message-Topic': '{1} is about {2}',
  'Product-Producer': '{1} is made by {2}',
};

/** A stretch of a written-out relation; `role` where an entity stands. */
export interface WordingPiece {
  text: string;
  role: 'subject' | 'object' | null;
}

const bracketed = /^(.+)\((e1|e2),\s*(e1|e2)\)$/;

function templateOf(label: string): string {
  const known = tacred[label];
  if (known !== undefined) return known;
  const directed = bracketed.exec(label);
  const [first, second] = directed?.[2] === 'e2' ? ['{o}', '{s}'] : ['{s}', '{o}'];
  const name = directed?.[1] ?? label;
  const template = semeval[name];
  if (template !== undefined) return template.replace('{1}', first).replace('{2}', second);
  const words = name.replace(/^[a-z]+:/i, '').replace(/[_\s]+/g, ' ');
  return `${first} → ${words} → ${second}`;
}

/** A label written out with its entities, in pieces; a label that is not known keeps its name between two arrows. */
export function writtenOut(label: string, entities: { subject: string; object: string }): WordingPiece[] {
  return templateOf(label)
    .split(/(\{[so]\})/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '{s}') return { text: entities.subject, role: 'subject' };
      if (part === '{o}') return { text: entities.object, role: 'object' };
      return { text: part, role: null };
    });
}

/** Labels that have a wording of their own. */
export const worded: readonly string[] = [...Object.keys(tacred), ...Object.keys(semeval)];
