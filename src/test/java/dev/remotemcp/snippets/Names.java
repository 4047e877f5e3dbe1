package dev.remotemcp.snippets;

import java.util.List;

/** Names that stores must keep apart and exactly as they are, and names that no store takes. */
final class Names {

    static final List<String> ACCEPTED = List.of(
            "memo", "Memo", "MEMO", "a b", " a", "a ", " ", "  ",
            "/a", "a/", "a//b", "/", "//", "a/b/c", "a/ b", "a /b",
            ".", "..", "...", "a.", "a..", ".a", "..a", "a/.", "a/..", "a/.b",
            "a?b", "a?b=c&d", "a#b", "a%b", "%", "%%", "a%2Fb", "a%2fb", "%2e%2e", "a/%2e%2e/b", "%41", "A%",
            "a+b", "a&b", "a=b", "a\"b", "a'b", "<a>", "a:b", "a|b", "a*b", "a;b", "a,b", "a@b", "[a]", "{a}", "a^b",
            "a`b", "a~b", "~", "$a", "a!", "(a)", "&lt;", "]]>", "https://example.org/a?b#c",
            "é", "e\u0301", "ﬁ", "ß", "ẞ", "İ", "ı", "ſ", "\u212a",
            "日本語", "😀", "👨\u200d👩\u200d👧", "\u202e", "\u200b", "\ufeff",
            "\u00a0", "\u00ad", "\u2028", "\u2215", "\uff0f", "\ufffd", "\u2024\u2024",
            "a.json", "a.json.json", "a.json/b", ".json", ".tmp", "a.tmp", "con", "CON", "nul.txt", "aux ", "lpt1",
            "a~b~c",
            "x".repeat(200), "X".repeat(200), "😀".repeat(200), "日".repeat(200), "/".repeat(200), "a/".repeat(100),
            " ".repeat(200), "x".repeat(119), "x".repeat(120), "x".repeat(121), "x".repeat(120) + "con",
            "x".repeat(120) + "~", "x".repeat(119) + "é");

    static final List<String> REFUSED = List.of(
            "", "x".repeat(201), "😀".repeat(201),
            "a\\b", "\\", "..\\a", "C:\\a",
            "./a", "../a", "a/./b", "a/../b", "../../etc/passwd", "a./b", "a../b", "a.//b", "./",
            "\0", "a\0b", "\u0001", "a\tb", "a\nb", "a\rb", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f",
            "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d", "\ufffe", "\uffff", "\ufdd0", "\ufdef", "\ud83f\udffe",
            "\ue000", "\uf8ff", "\udbff\udffd");

    private Names() {
    }
}
