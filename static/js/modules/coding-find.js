// How well a law fits what somebody types: by number, name, aliases, statement and rules, in both languages. Case and ё do not matter.

const even = (text) => text.toLowerCase().replaceAll("ё", "е");

export function wordsOf(text) {
  return even(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// A law from its guide beside the story: <details data-law data-also><summary>12. Name</summary> what it says </details>.
export function lawOf(guide) {
  const [key, ...name] = guide.querySelector("summary").textContent.split(". ");
  return {
    number: key.trim().replace(/^\D+/, ""),
    name: ` ${wordsOf(name.join(". ")).join(" ")}`,
    text: ` ${wordsOf(`${key} ${guide.dataset.also} ${guide.textContent}`).join(" ")}`,
  };
}

// 0: some word is not there. Else the more the better: the number itself, then the name, then anything, beginnings of words first.
export function fit(law, words) {
  let sum = 1;
  for (const word of words) {
    const points =
      (law.number === word && 32) ||
      (law.name.includes(` ${word}`) && 16) ||
      (/^\d+$/.test(word) && law.number.startsWith(word) && 8) ||
      (law.name.includes(word) && 4) ||
      (law.text.includes(` ${word}`) && 2) ||
      (law.text.includes(word) && 1);
    if (!points) return 0;
    sum += points;
  }
  return sum;
}
