// Ranks pages for what is typed, over an index in parts (hooks/catalogue/outputs/search/search_parts.py says what is in it).
//
//   const search = globalThis.catalogueSearch((address) => fetch(…).then((answer) => answer.json()));
//   const { found, words, risk } = await search.find("he's ODed");   found: [{ number, score, address, kind, title, parts }]
//
// No document is touched here. All weights stand in the index, ready made: what is done here is to fold the words as the
// index does, to think of what else they may mean, and to add up.
const MEANT = 80;
// What the other kinds count beside guides where several words tell of a job, and a word that a guide goes by alone.
const OTHERS = 0.8;
const NAMED = 300;
// What two words beside each other count for each of them.
const PAIR = 0.25;
const ASKS = /^(?:what(?:'?s| is| are)|whats|define|definition|meaning)\b|\b(?:means?|meaning|stands? for|definition)\W*$/;

globalThis.catalogueSearch = (get) => {
  let opening;
  const parts = new Map();
  const pages = new Map();

  // Folding: the same steps as hooks/catalogue/outputs/search/search_terms.py; the endings come with the index.
  const wordsOf = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[’‘ʼ`´]/g, "'")
    .replace(/'[sd](?![a-z0-9])/g, "").replace(/'/g, "").replace(/\b([a-z])[.&](?=[a-z0-9])/g, "$1")
    .replace(/\b(?:([b-hj-z]) (?=[b-hj-z]\b)|(\d) (?=\d\b)|(s) (?=\d)|(a) ?& ?(?=e\b))/g, "$1$2$3$4").match(/[\p{L}\p{N}]+/gu) ?? [];

  const stem = (index, word) => {
    if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word;
    for (const group of index.endings) {
      const fits = group.find(([ending, , least]) => word.endsWith(ending) && word.length - ending.length >= least);
      if (fits) word = word.slice(0, word.length - fits[0].length) + fits[1];
    }
    return word;
  };

  const open = () => opening ??= get("search/index.json").catch(() => get("search/pocket.json")).then((index) => {
    index.empty = new Set(index.empty.split(" "));
    const terms = () => [...Object.keys(index.parts[0]), ...Object.keys(index.meanings).flatMap((typed) => typed.split(" "))];
    index.vocabulary = index.pages ? [...new Set(terms())].filter((term) => /^\p{L}{4,}$/u.test(term)) : index.vocabulary.split(" ");
    return index;
  }).catch((error) => { opening = undefined; throw error; });

  const kept = (map, number, whole, address) => {
    if (!map.has(number)) map.set(number, whole ? Promise.resolve(whole[number]) : get(address).catch((error) => { map.delete(number); throw error; }));
    return map.get(number);
  };

  // The part that a term would stand in. Terms are in the order of their code points, as Python sorts them.
  const partOf = (index, term) => {
    let low = 0;
    let high = index.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.starts[middle] <= term) low = middle; else high = middle - 1;
    }
    return kept(parts, low, index.parts, `search/parts/${low}.json?${index.version}`);
  };

  const pageOf = (index, number) => kept(pages, number, index.pages, `search/pages/${number}.json?${index.version}`);

  // How many letters differ, two that changed places counting as one (Damerau); more than `most` is not worth knowing.
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before;
    let above = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = above;
      above = row;
    }
    return above[other.length];
  };

  const nearest = (index, term) => {
    let most = term.length > 6 ? 2 : 1;
    let near = [];
    for (const word of index.vocabulary) {
      const away = distance(term, word, most);
      if (away < most) { most = away; near = [word]; } else if (away === most) near.push(word);
    }
    return near.slice(0, 3);
  };

  // A phrase is held where its words stand in their order, with nothing but empty words between them. One that is part
  // of a longer phrase that means something else is not: who hangs round is not hanging.
  const holds = (index, typed, phrase, longer) => {
    const sought = phrase.split(" ");
    for (let start = 0; start < typed.length; start++) {
      let found = 0;
      for (let place = start; place < typed.length; place++) {
        if (typed[place].terms.includes(sought[found])) found++;
        else if (found === 0 || !index.empty.has(typed[place].word)) break;
        if (found === sought.length) {
          if (!longer.some(([from, to]) => from <= start && place < to && to - from > sought.length)) return true;
          break;
        }
      }
    }
    return false;
  };

  // What the typed words may mean: a list of thoughts, each with the terms that speak for it and how much each counts.
  const thoughts = (index, typed) => {
    const made = [];
    const spoken = typed.map(({ term }) => term);
    const small = ({ word, terms }) => index.empty.has(word) && terms.length < 2;
    // Small words tell how a sentence asks. One alone makes no sentence, unless it is all there is.
    const sentence = typed.filter(small).length > 1 || typed.every(small);
    for (let place = 0; place < typed.length;) {
      let length = Math.min(5, typed.length - place);
      while (length && !Object.hasOwn(index.meanings, spoken.slice(place, place + length).join(" "))) length--;
      const own = typed.slice(place, place + (length || 1)).filter((each) => length === 1 || (sentence && !length) || !small(each));
      const meant = [];
      const ways = own.length ? [own.map(({ terms }) => terms)] : [];
      for (const meaning of length ? index.meanings[spoken.slice(place, place + length).join(" ")] : []) {
        if (typeof meaning === "number") meant.push(meaning); else ways.push(meaning.split(" ").map((term) => [term]));
      }
      if (ways.length || meant.length) made.push({ ways, meant, small: !length && own.every(small), words: own.map(({ word }) => word), length, start: place, phrase: length > 1 ? spoken.slice(place, place + length).join(" ") : "" });
      place += length || 1;
    }
    return made;
  };

  const lookUp = async (index, term) => {
    const part = await partOf(index, term);
    return Object.hasOwn(part, term) ? part[term] : undefined;
  };

  // What a word stands for in the index: itself, longer words that it starts, or, where nobody knows it, what it was
  // meant to be; then that is its term.
  const read = async (index, word, alone) => {
    const knows = async (term) => Boolean(await lookUp(index, term)) || Object.hasOwn(index.meanings, term);
    let term = stem(index, word);
    let known = await knows(term);
    // As it is said: breathin, harmin.
    if (!known && word.endsWith("in") && await knows(stem(index, `${word}g`))) {
      term = stem(index, `${word}g`);
      known = true;
    }
    if (index.empty.has(word) || term.length < 3 || (known && !alone)) return { word, term, terms: [term] };
    const longer = Object.keys(await partOf(index, term)).filter((each) => each.startsWith(term) && each !== term && !each.includes(" ")).sort((a, b) => a.length - b.length);
    if (known || longer.length) return { word, term, terms: [term, ...longer.slice(0, known ? 4 : 8)] };
    const near = term.length > 3 ? nearest(index, term) : [];
    return near.length ? { word, term: near[0], terms: [term, ...near] } : { word, term, terms: [term] };
  };

  const add = (scores, posts, factor) => {
    for (let place = 1; place < posts.length; place += 2) scores.set(posts[place], Math.max(scores.get(posts[place]) ?? 0, posts[place + 1] * factor));
  };

  // What each page gets from one thought: the best of its ways; of a way, the sum of its words.
  const weigh = async (index, thought) => {
    const best = new Map();
    let rare = thought.meant.length ? MEANT : 0;
    for (const [number, way] of thought.ways.entries()) {
      const sum = new Map();
      let heavy = 0;
      for (const choices of way) {
        const scores = new Map();
        for (const [turn, term] of choices.entries()) {
          const posts = await lookUp(index, term);
          if (!posts) continue;
          heavy = Math.max(heavy, posts[0]);
          add(scores, posts, turn ? 0.5 : 1);
        }
        for (const [page, score] of scores) sum.set(page, (sum.get(page) ?? 0) + score);
      }
      rare = Math.max(rare, heavy);
      // Words that stand for one thought count as one thought, however many they are.
      for (const [page, score] of sum) best.set(page, Math.max(best.get(page) ?? 0, (score / way.length) * (number ? 0.9 : 1)));
    }
    // A page that is meant counts as much as one that says so in its title, and the more the longer the phrase is.
    for (const page of thought.meant) best.set(page, (best.get(page) ?? 0) + MEANT * (1 + thought.length / 3));
    return { scores: best, rare };
  };

  const rank = async (index, typed, made, asks) => {
    const weighed = await Promise.all(made.map((thought) => weigh(index, thought)));
    // Two words beside each other may be one, or a phrase: that speaks for both.
    const telling = typed.filter(({ word }) => !index.empty.has(word));
    const joined = telling.slice(1).map((second, place) => [telling[place], second, stem(index, telling[place].word + second.word)]);
    const beside = typed.slice(1).map((second, place) => [typed[place], second, `${stem(index, typed[place].word)} ${stem(index, second.word)}`]);
    const pairs = [...joined, ...beside.filter((pair) => pair.slice(0, 2).some(({ word }) => index.empty.has(word)))];
    for (const [first, second, term] of pairs) {
      const posts = await lookUp(index, term);
      for (const { word } of posts ? [first, second] : []) {
        const at = made.findIndex(({ words }) => words.includes(word));
        for (let each = 1; at >= 0 && each < posts.length; each += 2) weighed[at].scores.set(posts[each], (weighed[at].scores.get(posts[each]) ?? 0) + posts[each + 1] * PAIR);
      }
    }
    const total = weighed.reduce((sum, { rare }) => sum + rare, 0) || 1;
    const scores = new Map();
    const held = new Map();
    // What holds none but small words is not found by them.
    const rated = made.map(({ small }, place) => ({ ...weighed[place], small: small && telling.length > 0 })).sort((one, other) => one.small - other.small);
    for (const { scores: given, rare, small } of rated) {
      for (const [page, score] of given) {
        if (small && !scores.has(page)) continue;
        scores.set(page, (scores.get(page) ?? 0) + score);
        held.set(page, (held.get(page) ?? 0) + rare / total);
      }
    }
    // A word of one thought that a guide goes by is a job, unless its meaning is asked for.
    for (const page of made.length === 1 && !asks ? made[0].meant : []) if (page < index.guides) scores.set(page, scores.get(page) + NAMED);
    // A page that holds few of the words is hardly what is looked for.
    const others = telling.length > 1 && !asks ? OTHERS : 1;
    for (const [page, score] of scores) scores.set(page, score * (0.2 + 0.8 * held.get(page)) * (page < index.guides ? 1 : others));
    for (const all of new Set([typed, telling].map((each) => each.map(({ term }) => term).join(" ")))) {
      const whole = await lookUp(index, `=${all}`);
      for (let place = 1; whole && place < whole.length; place += 2) if (!asks || whole[place] >= index.guides) scores.set(whole[place], (scores.get(whole[place]) ?? 0) + whole[place + 1]);
    }
    return scores;
  };

  const order = async (text) => {
    const index = await open();
    const spoken = wordsOf(text).slice(0, 20);
    const typed = await Promise.all(spoken.map((word, place) => read(index, word, spoken.length === 1)));
    const made = thoughts(index, typed);
    const scores = await rank(index, typed, made, ASKS.test(text.toLowerCase().replace(/’/g, "'")));
    const risky = new Set(index.risks.map(([phrase]) => phrase));
    const longer = made.filter(({ phrase }) => phrase && !risky.has(phrase)).map(({ start, length }) => [start, start + length]);
    const risks = index.risks.filter(([phrase]) => holds(index, typed, phrase, longer) || made.some(({ ways }) => ways.some((way) => way.map(([term]) => term).join(" ") === phrase))).sort((a, b) => b[0].length - a[0].length);
    const first = [...new Set(risks.map(([, page]) => page))];
    const rest = [...scores].filter(([page]) => !first.includes(page)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const marks = new Set(made.flatMap(({ ways }) => ways.flat(2)).concat(risks.flatMap(([phrase]) => phrase.split(" "))).filter((term) => !index.empty.has(term)));
    return { numbers: [...first, ...rest.map(([page]) => page)], risk: first.length > 0, marks, offline: Boolean(index.pages) };
  };

  // Where nothing is found: the known word that is nearest to one that was typed, whatever the distance.
  const nearestOf = (index, text) => {
    let best;
    for (const term of wordsOf(text).map((word) => stem(index, word)).filter((word) => word.length > 2)) {
      for (const word of index.vocabulary) {
        const letters = distance(term, word, 4);
        const away = letters / Math.max(term.length, word.length);
        if (letters < 5 && away <= 0.5 && !(best?.away <= away)) best = { away, word };
      }
    }
    return best?.word;
  };

  const find = async (text, from = 0, to = 10) => {
    const index = await open();
    let answer = await order(text);
    const near = answer.numbers.length ? undefined : nearestOf(index, text);
    if (near) answer = await order(near);
    const found = await Promise.all(answer.numbers.slice(from, to).map((number) => pageOf(index, number)));
    return { ...answer, near, many: answer.numbers.length, found };
  };

  // The first few guides that are found and fit, best first. Guides have the lowest numbers.
  const guides = async (text, fits, most) => {
    const index = await open();
    const answer = await order(text);
    const numbers = answer.numbers.filter((number) => number < index.guides);
    const found = [];
    for (let start = 0; start < numbers.length && found.length < most; start += most) {
      const some = await Promise.all(numbers.slice(start, start + most).map((number) => pageOf(index, number)));
      found.push(...some.filter(fits));
    }
    return { ...answer, found: found.slice(0, most) };
  };

  const folds = async () => {
    const index = await open();
    return (text) => wordsOf(text).map((word) => stem(index, word));
  };

  return { open, order, find, guides, folds };
};
