package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names that Bicep, azd, the pipeline, the documentation and the server have in common. */
class InfraTest {

    /** What azd itself fills in. */
    private static final Set<String> BY_AZD =
            Set.of("AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "AZURE_PRINCIPAL_TYPE");

    private static final Set<String> OPTIONS = options();

    @Test
    void pipelineHandsOnEveryOption() {
        assertThat(names("azure.yaml", "(?m)^    - ([A-Z_]+)$")).isEqualTo(OPTIONS);
        assertThat(names(".github/workflows/azure.yml", "(?m)^      ([A-Z_]+): \\$\\{\\{ vars\\.\\1 }}$"))
                .containsAll(OPTIONS);
    }

    @Test
    void everyOptionIsDocumented() {
        assertThat(names("docs/azure.md", "`([A-Z_]+)`")).containsAll(OPTIONS);
    }

    @Test
    void everyParameterButTheSecretCanBeSet() {
        Set<String> parameters = names("infra/main.bicep", "(?m)^param (\\w+)");
        parameters.remove("stateSecret");

        assertThat(names("infra/main.parameters.json", "\"(\\w+)\": \\{\\s+\"value\"")).isEqualTo(parameters);
    }

    @Test
    void serverReadsTheSettingsMadeForIt() {
        Set<String> settings = names("infra/main.bicep", "(?m)^        (\\w+): ");

        assertThat(Settings.variables()).contains("AZURE_CLIENT_ID", "AzureWebJobsStorage__blobServiceUri")
                .containsAll(settings.stream().filter(name -> name.matches("(MCP|WEATHER|SNIPPETS)_.*")).toList());
        assertThat(settings).contains("AZURE_CLIENT_ID", "AzureWebJobsStorage__blobServiceUri", "MCP_STATE_SECRET");
        // The host sets the port and checks the keys, and a plain AzureWebJobsStorage would win over the identity.
        assertThat(settings).doesNotContain("HOST", "PORT", "MCP_KEYS", "AzureWebJobsStorage");
    }

    private static Set<String> options() {
        Set<String> names = names("infra/main.parameters.json", "\\$\\{([A-Z_]+)");
        names.removeAll(BY_AZD);
        return names;
    }

    private static Set<String> names(String file, String pattern) {
        try {
            Set<String> names = new TreeSet<>();
            Pattern.compile(pattern).matcher(Files.readString(Path.of(file))).results()
                    .forEach(result -> names.add(result.group(1)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
