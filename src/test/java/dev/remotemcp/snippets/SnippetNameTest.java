package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SnippetNameTest {

    static final List<String> ACCEPTED = Names.ACCEPTED;
    static final List<String> REFUSED = Names.REFUSED;

    @ParameterizedTest
    @FieldSource("ACCEPTED")
    void isKeptExactly(String value) {
        assertThat(new SnippetName(value).value()).isEqualTo(value);
        assertThat(SnippetName.ofBlob(new SnippetName(value).blob())).contains(new SnippetName(value));
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void isRefusedWithPrintableReason(String value) {
        assertThatThrownBy(() -> new SnippetName(value))
                .isInstanceOf(IllegalArgumentException.class)
                .message().hasSizeBetween(10, 400)
                .matches(text -> text.codePoints().noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a\\b   | The snippet name 'a\\b' contains a backslash, which Blob Storage would turn into a slash: write '/'
            ../a   | The snippet name '../a' has a dot before a slash, which Blob Storage would drop: leave it out
            """)
    void saysWhatIsWrongAndWhatIsRight(String value, String message) {
        assertThatThrownBy(() -> new SnippetName(value)).hasMessage(message);
    }

    @Test
    void namesTheOffenderAndShortensIt() {
        assertThatThrownBy(() -> new SnippetName("a\u0007b")).hasMessage("The snippet name 'a\\u0007b' contains "
                + "the control character U+0007, which Blob Storage can't keep: leave it out");
        assertThatThrownBy(() -> new SnippetName("é".repeat(5000))).hasMessage("The snippet name '"
                + "é".repeat(40) + "…' has 5000 characters: at most 200 are allowed");
        assertThatThrownBy(() -> new SnippetName(""))
                .hasMessage("The snippet name is empty: give it 1 to 200 characters");
    }

    @Test
    void isOrderedByCodePointsOfTheBlob() {
        assertThat(Stream.of("b", "a", "a b", "A", "😀", "\ufffd", "a/b", "").filter(n -> !n.isEmpty())
                .map(SnippetName::new).sorted().map(SnippetName::value))
                .containsExactly("A", "a b", "a", "a/b", "b", "\ufffd", "😀");
    }
}
