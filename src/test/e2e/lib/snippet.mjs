/** A snippet that is lost or changed by every usual mistake with text: 100 kB in UTF-8, and a name to match. */

export const AWKWARD_NAME = 'Übung/ñ 日本 🎉 100% +a&b?#.v1';

const LINES = [
  'plain ASCII, "double" and \'single\' quotes, a back\\slash, <tags> & &amp; {braces}\n',
  '\tone tab,\t\ttwo tabs, a CRLF at the end\r\n',
  'Ελληνικά, Русский, עברית, العربية, हिन्दी, ไทย, 日本語, 한국어, Tiếng Việt\n',
  'emoji 🎉 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 and beyond the BMP 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠜎\n',
  // The same word composed and decomposed: a store that normalises makes them equal.
  'Zürich Zu\u0308rich, e\u0301 \u00e9, Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dA\u036b\u0357\u0334\u0362\u0335\u031c\u0330\u0354\n',
  'no-break\u00a0space, zero width\u200bspace, line\u2028and paragraph\u2029separators, a BOM \ufeff inside, soft\u00adhyphen\n',
  '\n',
  '   blanks before and after   \n',
  'escapes as text: \\n \\t \\u0041 %20 %2F ${HOME} $(pwd) `id` {{name}}\r\n',
];

export function largeSnippet(bytes = 100_000) {
  const body = [' \t leading blanks\r\n'];
  const end = 'the last line has no end, only blanks \t ';
  let size = Buffer.byteLength(body[0]) + Buffer.byteLength(end);
  for (let number = 1; ; number++) {
    // A number now and then, so that no stretch of the text equals another.
    const line = number % 10 === 0 ? `${number}\n` : LINES[number % LINES.length];
    size += Buffer.byteLength(line);
    if (size > bytes) {
      const filler = '.'.repeat(bytes - (size - Buffer.byteLength(line)));
      return body.join('') + filler + end;
    }
    body.push(line);
  }
}
