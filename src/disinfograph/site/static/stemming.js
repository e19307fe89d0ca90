// English words without their endings: the Porter2 stemmer, as the search of a server uses it.
// Source: snowballstem.org, algorithms/english/stemmer.html

const WHOLE = new Map(Object.entries({
  skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli",
  early: "earli", only: "onli", singly: "singl",
}));
const LEFT = new Set(["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"]);
const LEFT_LATER = new Set([
  "inning", "outing", "canning", "herring", "earring", "evening", "proceed", "exceed", "succeed",
]);

const SECOND = {
  tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize", ational: "ate",
  ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous", ousness: "ous",
  iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogi: "og", ogist: "og", fulli: "ful", lessli: "less", li: "",
};
const THIRD = {
  tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
};
const FOURTH = Object.fromEntries(["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism",
  "ate", "iti", "ous", "ive", "ize", "ion"].map((ending) => [ending, ""]));

const VOWEL = /[aeiouy]/;
const SHORT = /(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY]|^past)$/;

/** The longest of some endings that a word has, or undefined. */
function ending(word, endings) {
  return endings.filter((each) => word.endsWith(each)).sort((a, b) => b.length - a.length)[0];
}

/** Where the part after the first consonant that follows a vowel begins. */
function after(word, start) {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(start));
  return found ? start + found.index + 2 : word.length;
}

function withoutS(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word)) return word;
  return word.endsWith("s") && VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function withoutEd(word, first) {
  const found = ending(word, ["eed", "eedly", "ed", "edly", "ing", "ingly"]);
  if (!found) return word;
  const rest = word.slice(0, -found.length);
  if (found.startsWith("ee")) return rest.length >= first ? `${rest}ee` : word;
  if (!VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  return SHORT.test(rest) && first >= rest.length ? `${rest}e` : rest;
}

function replaced(word, endings, start, allowed) {
  const found = ending(word, Object.keys(endings));
  if (!found) return word;
  const rest = word.slice(0, -found.length);
  return rest.length >= start && allowed(found, rest) ? rest + endings[found] : word;
}

function withoutLast(word, first, second) {
  const rest = word.slice(0, -1);
  if (word.endsWith("e")) return rest.length >= second || (rest.length >= first && !SHORT.test(rest)) ? rest : word;
  return word.endsWith("ll") && rest.length >= second ? rest : word;
}

/** A word in lower case without its English ending. */
export function stem(given) {
  if (given.length <= 2 || LEFT.has(given)) return given;
  if (WHOLE.has(given)) return WHOLE.get(given);
  let word = given.replace(/^y|(?<=[aeiouy])y/g, "Y");
  const begun = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word);
  const first = begun ? begun[0].length : after(word, 0);
  const second = after(word, first);
  word = withoutS(word);
  if (LEFT_LATER.has(word)) return word;
  word = withoutEd(word, first).replace(/(?<=.[^aeiouy])[yY]$/, "i");
  word = replaced(word, SECOND, first, (found, rest) =>
    found === "ogi" ? rest.endsWith("l") : found !== "li" || /[cdeghkmnrt]$/.test(rest));
  word = replaced(word, THIRD, first, (found, rest) => found !== "ative" || rest.length >= second);
  word = replaced(word, FOURTH, second, (found, rest) => found !== "ion" || /[st]$/.test(rest));
  return withoutLast(word, first, second).toLowerCase();
}
