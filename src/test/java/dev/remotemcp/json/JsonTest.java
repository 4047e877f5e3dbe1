package dev.remotemcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";
    private static final int BUFFER = 8192;

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"\\\n\u0000\u007f", "\\uD83D", "é", "€", "\uffff", HIGH + LOW, "a" + HIGH + LOW + "b"})
    void writesWhatItReads(String text) throws Exception {
        byte[] bytes = Json.bytes(Json.object().put("text", text));
        assertThat(Json.parse(bytes).path("text").textValue()).isEqualTo(text);
        assertThat(bytes).isEqualTo(Json.text(Json.object().put("text", text)).getBytes(UTF_8));
        assertThat(Json.isUnicode(text)).isTrue();
    }

    /** Half of a pair may stand anywhere, and a pair across the end of a buffer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER - 1})
    void writesAndFindsSurrogatesAnywhere(int position) {
        String before = "x".repeat(position);
        for (String after : new String[] {"", "y", "é" + "y".repeat(BUFFER)}) {
            assertThat(written(before + HIGH + LOW + after)).isEqualTo(quoted(before + HIGH + LOW + after));
            assertThat(Json.isUnicode(before + HIGH + LOW + after)).isTrue();
            for (String half : new String[] {HIGH, LOW, HIGH + HIGH, LOW + HIGH}) {
                assertThat(written(before + half + after))
                        .isEqualTo(quoted(before + "?".repeat(half.length()) + after));
                assertThat(Json.isUnicode(before + half + after)).isFalse();
            }
        }
    }

    @Test
    void namesAreWrittenWithoutHalvesOfSurrogatePairsToo() throws Exception {
        byte[] bytes = Json.bytes(Json.object().put("a" + HIGH + LOW + "b", 1).put("c" + HIGH, 2).put("é", 3));
        assertThat(Json.parse(bytes)).isEqualTo(Json.object().put("a" + HIGH + LOW + "b", 1).put("c?", 2).put("é", 3));
    }

    private static String written(String text) {
        return new String(Json.bytes(Json.object().put("text", text)), UTF_8);
    }

    private static String quoted(String text) {
        return "{\"text\":\"" + text + "\"}";
    }
}
