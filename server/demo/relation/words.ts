/** Made-up names and other fillers, by the entity types of TACRED. Whoever they remind of was not meant. */
const list = (words: string): string[] => words.trim().split(/\s*,\s*/);

const first = list(
  'Ada, Amos, Anneke, Bela, Bruno, Carla, Cyril, Dagny, Davor, Edda, Elio, Emeka, Fenna, Gerda, Goran, Hanna, Hugo, Ilse, Imre, Ingrid, Ivo, Jonas, Kaja, Kofi, Lena, Leon, Lior, Mabel, Marek, Mira, Nadia, Nils, Odile, Olaf, Petra, Pilar, Radko, Rosa, Runa, Samuel, Signe, Stefan, Tadeusz, Thea, Tove, Ulla, Viktor, Wanda, Yara, Zoran',
);
const last = list(
  'Abrams, Achterberg, Almeida, Arden, Bakos, Barlow, Beck, Blom, Brandt, Calloway, Castellan, Corvin, Dahl, Darrow, Delgado, Egede, Eklund, Farkas, Fenwick, Gallo, Grieve, Halloran, Hartwig, Holm, Ibsen, Janda, Kestrel, Kovar, Lindqvist, Lorant, Marsh, Mbeki, Moreau, Nagy, Norden, Oakes, Okoro, Perrin, Petrov, Quist, Raab, Rahman, Sandoval, Solheim, Strand, Tamm, Thorne, Ueda, Vance, Vidal, Wrona, Yilmaz, Zeman',
);
const firm = list(
  'Aldgate, Amberline, Ardenfield, Bluewater, Brightwell, Calder, Castlegate, Cobh, Corona, Dunmore, Eastbrook, Elmfield, Fairholm, Granite, Halden, Harbor, Highmoor, Ironside, Juniper, Kestrel, Kingsway, Larkhill, Meridian, Millbrook, Nordlys, Northgate, Oakhurst, Orchard, Pinnacle, Quarry, Ravenna, Redfern, Silverton, Stonebridge, Sunfield, Tidewater, Union, Vantage, Westmark, Windermere',
);
const trade = list(
  'Airlines, Audio, Bank, Biotech, Capital, Chemicals, Energy, Foods, Group, Holdings, Insurance, Labs, Logistics, Media, Motors, Optics, Partners, Pharma, Press, Robotics, Shipping, Software, Steel, Systems, Textiles, Trust',
);
const body = list(
  'Coalition, Council, Federation, Institute, League, Movement, Party, Society, Union, Alliance, Association, Foundation',
);
const school = list('Academy, College, Conservatory, Institute of Technology, Law School, Medical School, University');
const domain = list('com, org, net, info');

export type Draw = (below: number) => number;
const one = (words: readonly string[], draw: Draw): string => words[draw(words.length)]!;

const city = list(
  'Alderney, Avesta, Bergamo, Brno, Cardiff, Cobalt, Dresden, Eindhoven, Fargo, Genoa, Graz, Halifax, Innsbruck, Jena, Kaunas, Leeds, Linz, Lund, Malmo, Nantes, Odense, Oporto, Pilsen, Quito, Rennes, Riga, Salem, Seville, Split, Tampere, Trieste, Turku, Utrecht, Varna, Verona, Wexford, York, Zagreb',
);
const state = list(
  'Alaska, Bavaria, Brittany, Carinthia, Colorado, Flanders, Galicia, Hesse, Idaho, Iowa, Kansas, Maine, Manitoba, Montana, Nebraska, Nevada, Ohio, Ontario, Oregon, Saxony, Skane, Texas, Tuscany, Utah, Vermont, Victoria, Wyoming, Yukon',
);
const country = list(
  'Albania, Austria, Belgium, Bolivia, Brazil, Canada, Chile, Croatia, Denmark, Egypt, Estonia, Finland, Ghana, Greece, Hungary, Iceland, India, Ireland, Japan, Kenya, Latvia, Mexico, Norway, Peru, Poland, Portugal, Spain, Sweden, Tunisia, Turkey, Uruguay',
);
const nationality = list(
  'Albanian, Austrian, Belgian, Brazilian, Canadian, Chilean, Croatian, Danish, Egyptian, Estonian, Finnish, Ghanaian, Greek, Hungarian, Icelandic, Indian, Irish, Japanese, Kenyan, Latvian, Mexican, Norwegian, Peruvian, Polish, Portuguese, Spanish, Swedish, Tunisian, Turkish',
);
const title = list(
  'chief executive, chairman, spokeswoman, spokesman, president, treasurer, chief economist, director, analyst, editor, general counsel, foreign minister, mayor, coach, violinist, novelist, architect, senator, professor, surgeon, photographer, actor, historian, engineer, judge',
);
const religion = list('Catholic, Lutheran, Jewish, Muslim, Buddhist, Hindu, Methodist, Baptist, Anglican, Orthodox');
const ideology = list('socialist, conservative, liberal, Islamist, communist, Republican, Democratic, nationalist');
const cause = list(
  'cancer, pneumonia, a heart attack, a stroke, leukemia, kidney failure, a car crash, an overdose, heart failure, diabetes',
);
const charge = list(
  'fraud, perjury, manslaughter, bribery, money laundering, tax evasion, assault, theft, embezzlement, conspiracy, murder, arson',
);
const month = list('January, February, March, April, May, June, July, August, September, October, November, December');

/** What stands for an entity of a type. Words apart by spaces, as tokens are. */
export const fillers: Record<string, (draw: Draw) => string> = {
  PERSON: (draw) => `${one(first, draw)} ${one(last, draw)}`,
  ORGANIZATION: (draw) =>
    draw(5) === 0 ? `${one(firm, draw)} ${one(body, draw)}` : `${one(firm, draw)} ${one(trade, draw)}`,
  SCHOOL: (draw) => `${one([...firm, ...city], draw)} ${one(school, draw)}`,
  CITY: (draw) => one(city, draw),
  STATE_OR_PROVINCE: (draw) => one(state, draw),
  COUNTRY: (draw) => one(country, draw),
  NATIONALITY: (draw) => one(nationality, draw),
  TITLE: (draw) => one(title, draw),
  RELIGION: (draw) => one(religion, draw),
  IDEOLOGY: (draw) => one(ideology, draw),
  CAUSE_OF_DEATH: (draw) => one(cause, draw),
  CRIMINAL_CHARGE: (draw) => one(charge, draw),
  DATE: (draw) =>
    draw(2) ? `${one(month, draw)} ${1 + draw(28)} , ${1930 + draw(80)}` : `${one(month, draw)} ${1930 + draw(80)}`,
  NUMBER: (draw) => (draw(2) ? String(20 + draw(900)) : `${1 + draw(90)},${String(draw(10))}00`),
  AGE: (draw) => String(19 + draw(75)),
  URL: (draw) => `www.${one(firm, draw).toLowerCase()}${one(trade, draw).toLowerCase()}.${one(domain, draw)}`,
};

/** What may stand before a sentence, and after it: nothing that bears on the relation. */
export const before = list(
  'On Monday ;, According to a statement ;, In a letter ;, Earlier this year ;, As the paper reported ;, Two people with knowledge of the matter said that, Court records show that, The agency confirmed that, It emerged that, In an interview ;, Officials said that, For the record ;, Last week ;, Witnesses recalled that',
).map((words) => words.replace(' ;', ' ,'));
export const after = [
  ', officials said',
  ', a spokesman confirmed',
  ', according to the filing',
  'after weeks of talks',
  ', two years before the merger',
  ', and nobody was surprised',
  ', the newspaper reported',
  'despite heavy rain',
  ', although details were scarce',
  ', as the hearing continued',
  'while the market closed lower',
  ', people close to the family said',
  ', in front of a small crowd',
  'before the vote',
];
