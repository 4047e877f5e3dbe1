package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.annotation.UnexpectedResponseExceptionType;
import com.azure.core.http.HttpHeaders;
import com.azure.json.JsonSerializable;
import com.azure.xml.XmlSerializable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Holds what native-image is told against the class path. Something that is missing there shows in the executable alone,
 * and only when it is used.
 */
class NativeImageTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path METADATA =
            CLASSES.resolve("META-INF/native-image/dev.remotemcp/remote-mcp-helidon");
    private static final String BLOB_MODELS = "com/azure/storage/blob/";

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode metadata = mapper.readTree(METADATA.resolve("reachability-metadata.json").toFile());

    NativeImageTest() throws IOException {
    }

    @Test
    void helidonFindsItsServices() throws IOException {
        List<JsonNode> missing = new ArrayList<>();
        for (RuntimeJars.Entry registry : helidon("service-registry.json")) {
            for (JsonNode descriptor : mapper.readTree(registry.content()).findValues("descriptor")) {
                missing.add(mapper.createObjectNode().put("type", descriptor.textValue()).set("fields",
                        mapper.createArrayNode().add(mapper.createObjectNode().put("name", "INSTANCE"))));
            }
        }
        assertThat(missing).as("descriptors on the class path").hasSizeGreaterThan(20);
        missing.removeAll(reflection());
        assertThat(missing).as("to be added to \"reflection\"").isEmpty();
    }

    @Test
    void helidonFindsTheProvidersOfItsInterfaces() {
        Set<String> interfaces = helidon("service.loader").stream()
                .flatMap(list -> list.names().stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(interfaces).isNotEmpty();
        Set<String> missing = new TreeSet<>(interfaces);
        missing.removeAll(types(reflection().stream()));
        assertThat(missing).as("interfaces to be added to \"reflection\"").isEmpty();

        List<JsonNode> constructors = new ArrayList<>();
        for (RuntimeJars.Entry services : RuntimeJars.entries(name -> name.startsWith("META-INF/services/")
                && interfaces.contains(name.substring("META-INF/services/".length())))) {
            services.names().forEach(provider -> constructors.add(constructor(provider)));
        }
        assertThat(constructors).as("providers on the class path").isNotEmpty();
        constructors.removeAll(reflection());
        assertThat(constructors).as("to be added to \"reflection\"").isEmpty();
    }

    @Test
    void javaFindsWhatLoggingPropertiesName() throws IOException {
        Properties logging = properties(CLASSES.resolve("logging.properties"));
        List<JsonNode> missing = logging.stringPropertyNames().stream()
                .filter(key -> key.equals("handlers") || key.endsWith(".formatter"))
                .flatMap(key -> Arrays.stream(logging.getProperty(key).split("[,\\s]+")))
                .map(this::constructor)
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(missing).as("handlers and formatters").hasSizeGreaterThan(1);
        missing.removeAll(reflection());
        assertThat(missing).as("to be added to \"reflection\"").isEmpty();
    }

    /** Azure's jars have such lists themselves, but not of all models. */
    @Test
    void azureCanReadWhatBlobStorageAnswers() throws Exception {
        Set<String> models = new TreeSet<>();
        for (RuntimeJars.Entry file : RuntimeJars.entries(
                name -> name.startsWith(BLOB_MODELS) && name.endsWith(".class"))) {
            String name = file.name().replace('/', '.').replaceFirst("\\.class$", "");
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (isModel(type)) {
                models.add(name);
            }
            for (Method method : type.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotationsByType(UnexpectedResponseExceptionType.class))
                        .forEach(thrown -> models.add(thrown.value().getName()));
            }
        }
        assertThat(models).as("models on the class path").hasSizeGreaterThan(100);
        models.removeAll(types(reflection().stream()));
        for (RuntimeJars.Entry list : RuntimeJars.entries(name -> name.endsWith("reflect-config.json"))) {
            models.removeAll(types(StreamSupport.stream(mapper.readTree(list.content()).spliterator(), false)));
        }
        assertThat(models).as("types to be added to \"reflection\" with constructors and methods").isEmpty();
    }

    @Test
    void resourcesThatTheCodeReadsAreListed() throws IOException {
        Set<String> read = ResourceReads.in(CLASSES);
        assertThat(read).contains("application.yaml", "version.properties", "widgets/weather.html");
        assertThat(read).allMatch(this::isListed);
    }

    /** Libraries read some of them: logging.properties is Helidon's to find. */
    @Test
    void resourcesOfTheServerAreListed() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<String> resources = files.filter(Files::isRegularFile)
                    .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .toList();
            assertThat(resources).contains("logging.properties").allMatch(this::isListed);
        }
    }

    /** After an update of a library. */
    @Test
    void nothingIsListedThatIsGone() throws ReflectiveOperationException {
        for (JsonNode entry : reflection()) {
            Class<?> type = Class.forName(entry.get("type").textValue(), false, getClass().getClassLoader());
            for (JsonNode field : entry.path("fields")) {
                assertThat(type.getDeclaredField(field.get("name").textValue())).isNotNull();
            }
            for (JsonNode method : entry.path("methods")) {
                assertThat(method).as("methods of " + type)
                        .isEqualTo(constructor(type.getName()).get("methods").get(0));
                assertThat(type.getDeclaredConstructor()).isNotNull();
            }
        }
        List<String> files = new ArrayList<>();
        RuntimeJars.entries(name -> !name.endsWith("/")).forEach(entry -> files.add(entry.name()));
        for (JsonNode resource : metadata.get("resources")) {
            String glob = resource.get("glob").textValue();
            assertThat(Files.exists(CLASSES.resolve(glob.replace("/**", ""))) || files.contains(glob)).as(glob).isTrue();
        }
    }

    @Test
    void argumentsAreComplete() throws IOException {
        assertThat(properties(METADATA.resolve("native-image.properties")).getProperty("Args").split("\\s+"))
                .contains("-march=compatibility", "--enable-url-protocols=http,https");
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private JsonNode constructor(String type) {
        return mapper.createObjectNode().put("type", type)
                .set("methods", mapper.createArrayNode().add(mapper.createObjectNode().put("name", "<init>")
                        .set("parameterTypes", mapper.createArrayNode())));
    }

    private static boolean isModel(Class<?> type) {
        return !type.isInterface()
                && (XmlSerializable.class.isAssignableFrom(type)
                        || JsonSerializable.class.isAssignableFrom(type)
                        || isMadeOfHeaders(type));
    }

    private static boolean isMadeOfHeaders(Class<?> type) {
        return type.getSimpleName().endsWith("Headers")
                && Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(made -> List.of(made.getParameterTypes()).equals(List.of(HttpHeaders.class)));
    }

    private static List<RuntimeJars.Entry> helidon(String file) {
        return RuntimeJars.entries(name -> name.startsWith("META-INF/helidon/") && name.endsWith("/" + file));
    }

    private List<JsonNode> reflection() {
        return StreamSupport.stream(metadata.get("reflection").spliterator(), false).toList();
    }

    private static Set<String> types(Stream<JsonNode> entries) {
        return entries.map(entry -> entry.path("type").asText(entry.path("name").asText()))
                .collect(Collectors.toSet());
    }

    private boolean isListed(String resource) {
        return metadata.get("resources").findValues("glob").stream().anyMatch(glob -> FileSystems.getDefault()
                .getPathMatcher("glob:" + glob.textValue()).matches(Path.of(resource)));
    }
}
