/** Cyrillic and Greek letters that look like Latin ones, in either case, and the small Latin letter each looks like. */
const PAIRS =
  "Аа:a Вв:b Ее:e Кк:k Мм:m Нн:h Оо:o Рр:p Сс:c Тт:t Уу:y Хх:x Іі:i Јј:j Ѕѕ:s Һһ:h Ԁԁ:d Ԛԛ:q Ԝԝ:w Ѵѵ:v Ӏӏ:l Ґґ:r Ѐѐ:e Ёё:e Үү:y Зз:3 " +
  "Αα:a Β:b Ε:e Ζ:z Η:h Ιι:i Κκ:k Μ:m Ν:n ν:v Οο:o Ρρ:p Ττ:t Υ:y υ:u Χχ:x ϲϹ:c ϳ:j";

const latin = new Map<number, number>(
  PAIRS.split(" ").flatMap((pair) => {
    const [letters = "", twin = ""] = pair.split(":");
    return Array.from(letters, (letter) => [letter.codePointAt(0) ?? 0, twin.charCodeAt(0)] as const);
  }),
);

/** Between the first and the last of them there is no need to ask elsewhere. */
const FIRST = 0x370;
const LAST = 0x52f;

/** The small Latin letter that a letter of another script looks like (UTF-16 unit), or 0. */
export function latinTwin(codePoint: number): number {
  return codePoint < FIRST || codePoint > LAST ? 0 : (latin.get(codePoint) ?? 0);
}

const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** Whether a text has letters of the scripts that Latin look-alikes come from. */
export function hasForeignLetters(text: string): boolean {
  return foreign.test(text);
}
