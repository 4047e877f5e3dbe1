package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.McpCalls;
import dev.remotemcp.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server, in a process of its own as the identity is told by the environment, over a storage account that takes
 * tokens, with the identity endpoint of App Service beside it.
 */
class ManagedIdentityTest {

    private static final String CLIENT_ID = "6ae5e0c8-3c1b-4a6e-8d51-5e5d0d1f4a10";
    private static final String CONTENT = "what nobody may read in a log";

    /** Far beyond the limit of a call, so that a slow machine is not taken for a call without one. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static AzuriteServer azurite;

    private final IdentityEndpoint identity = IdentityEndpoint.start();
    private final FaultProxy storage = FaultProxy.to(azurite.port(), certificate.context());

    @BeforeAll
    static void start() {
        certificate = TestCertificate.create(folder);
        azurite = AzuriteServer.start(certificate);
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    @AfterEach
    void close() {
        storage.close();
        identity.close();
    }

    @Test
    void savesGetsListsAndDeletesWithTokensThatAreRenewed() {
        identity.behave(IdentityEndpoint.tokens(Duration.ofSeconds(2)));
        try (ServerProcess server = serve()) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(calls.save("memo", CONTENT).isError()).isFalse();
            sleep(Duration.ofSeconds(3));
            assertThat(calls.get("memo").text()).isEqualTo(CONTENT);
            assertThat(calls.list("me", "", 10).data().at("/snippets/0/name").asText()).isEqualTo("memo");
            assertThat(calls.delete("memo").isError()).isFalse();
            assertThat(calls.get("memo").text()).isEqualTo("There is no snippet named 'memo'");

            assertThat(identity.queries()).hasSizeGreaterThan(1).containsOnly(
                    "api-version=2019-08-01&resource=https://storage.azure.com&client_id=" + CLIENT_ID);
            assertThat(server.log()).isEmpty();
        }
    }

    @Test
    void aTokenThatIsRefusedOnceIsNotSeen() {
        try (ServerProcess server = serve()) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(calls.save("memo", CONTENT).isError()).isFalse();
            storage.forget();
            storage.next(FaultProxy.error(403, "AuthenticationFailed"));
            assertThat(calls.get("memo").text()).isEqualTo(CONTENT);
            assertThat(storage.requests()).hasSize(2);
            assertThat(server.log()).isEmpty();

            storage.forget();
            storage.always(FaultProxy.error(403, "AuthenticationFailed"));
            assertThat(calls.get("memo").isError()).isTrue();
            assertThat(storage.requests()).as("tries").hasSize(2);
        }
    }

    @Test
    void theFirstCallWaitsForTheTokenThatTheStartAsksFor() {
        identity.behave(IdentityEndpoint.after(Duration.ofSeconds(4), IdentityEndpoint.tokens(Duration.ofHours(1))));
        try (ServerProcess server = serve()) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(calls.readiness()).isEqualTo(503);
            assertThat(calls.save("early", CONTENT).isError()).isFalse();
            assertThat(identity.queries()).hasSize(1);
            assertThat(calls.readiness()).isEqualTo(200);
        }
    }

    @Test
    void saysWhatToCheckWhenTheTokenIsForAnotherService() {
        identity.behave(IdentityEndpoint.tokensFor("https://management.azure.com"));
        try (ServerProcess server = serve()) {
            assertFails(server, "the storage account at " + address() + " refuses the token of the managed identity",
                    "client id " + CLIENT_ID, "tenant", "https://storage.azure.com",
                    "AzureWebJobsStorage__blobServiceUri");
        }
    }

    @Test
    void saysWhichRoleIsMissing() {
        try (ServerProcess server = serve()) {
            McpCalls calls = new McpCalls(server.port());
            calls.save("memo", CONTENT);
            storage.always(FaultProxy.error(403, "AuthorizationPermissionMismatch"));
            assertFails(server, "the managed identity needs the role Storage Blob Data Contributor on the container"
                    + " snippets at " + address(), "client id " + CLIENT_ID, "AZURE_CLIENT_ID");
        }
    }

    @Test
    void saysWhichRoleIsMissingToCreateTheContainer() {
        try (AzuriteServer empty = AzuriteServer.start(certificate);
                FaultProxy front = FaultProxy.to(empty.port(), certificate.context());
                ServerProcess server = serve(front)) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(calls.get("memo").text()).isEqualTo("There is no snippet named 'memo'");
            front.next(FaultProxy.NONE, FaultProxy.error(403, "AuthorizationPermissionMismatch"));
            McpCalls.Answer answer = calls.save("memo", CONTENT);
            assertThat(answer.isError()).isTrue();
            assertThat(answer.text()).isEqualTo("The snippet could not be saved: the container snippets at "
                    + empty.serviceAt(front.port()) + " does not exist, and the managed identity without the role"
                    + " Storage Blob Data Contributor on the storage account may not create it");
            assertThat(server.logWith("may not create it")).singleElement().asString()
                    .contains("Create the container", CLIENT_ID);
            assertThat(calls.save("memo", CONTENT).isError()).as("the role is assigned").isFalse();
        }
    }

    @Test
    void survivesAnEndpointThatFailsIsDownAndHangs() {
        identity.behave(IdentityEndpoint.status(500, "{\"message\":\"" + CONTENT + "\"}"));
        try (ServerProcess server = serve()) {
            String noToken = "there is no token for the managed identity";
            assertFails(server, noToken, CLIENT_ID, "AZURE_CLIENT_ID", "assigned to this server");
            assertThat(identity.queries()).as("tries").hasSizeBetween(2, 20);

            sleep(Duration.ofSeconds(2));
            identity.refuse();
            assertThat(answerWithinTheLimit(server).text())
                    .isEqualTo("The snippet could not be saved: " + noToken + ": the endpoint of the identity can't be reached");

            identity.behave(IdentityEndpoint.after(
                    SILENCE, IdentityEndpoint.tokens(Duration.ofHours(1))));
            sleep(Duration.ofSeconds(2));
            identity.accept();
            int before = identity.queries().size();
            assertThat(answerWithinTheLimit(server).text()).isEqualTo("The snippet could not be saved: " + noToken
                    + ": the endpoint of the identity did not answer within 10 s");
            assertThat(identity.queries().size() - before).as("tries").isBetween(1, 3);

            identity.behave(IdentityEndpoint.tokens(Duration.ofHours(1)));
            assertThat(new McpCalls(server.port()).save("memo", CONTENT).isError()).as("the endpoint is back").isFalse();
            assertThat(server.log()).as("one line each").hasSize(3)
                    .allMatch(line -> line.contains(noToken)).noneMatch(line -> line.contains(CONTENT));
        }
    }

    /** A save fails so, and one line of the log says what to check. */
    private static void assertFails(ServerProcess server, String what, String... checks) {
        McpCalls.Answer answer = answerWithinTheLimit(server);
        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).startsWith("The snippet could not be saved: " + what);
        assertThat(server.logWith(what)).singleElement().asString()
                .contains(checks).contains("WARNING").doesNotContain("Exception", "eyJ", CONTENT, "memo");
        assertThat(new McpCalls(server.port()).readiness()).isEqualTo(503);
        assertThat(server.log()).as("the same again").hasSize(1);
    }

    private static McpCalls.Answer answerWithinTheLimit(ServerProcess server) {
        long start = System.nanoTime();
        McpCalls.Answer answer = new McpCalls(server.port()).save("memo", CONTENT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SILENCE.minusSeconds(5));
        return answer;
    }

    private String address() {
        return azurite.serviceAt(storage.port());
    }

    private ServerProcess serve() {
        return serve(storage);
    }

    private ServerProcess serve(FaultProxy front) {
        Map<String, String> environment = new HashMap<>(identity.environment());
        environment.put("AzureWebJobsStorage__blobServiceUri", azurite.serviceAt(front.port()));
        environment.put("AZURE_CLIENT_ID", CLIENT_ID);
        return ServerProcess.start(environment, certificate.trustingJvm());
    }

    private static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
