package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "https://app.example.com/", "https://*.example.com", "*", "null"})
    void whatIsNoOriginIsNamed(String origin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AllowedOrigins(List.of(origin)))
                .withMessageStartingWith("MCP_ALLOWED_ORIGINS has '" + origin + "'");
    }
}
