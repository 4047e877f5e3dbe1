package dev.remotemcp.snippets;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import dev.remotemcp.azure.ApacheHttpClient;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What failures of Blob Storage and of the identity mean, and what to do about them.
 *
 * @param limit of a call, with all its tries
 */
record BlobFailures(BlobAccount account, String container, Duration limit) {

    private static final String ROLE = "Storage Blob Data Contributor";

    /** The container could not be created; the cause is why. */
    static final class NoContainerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoContainerException(BlobStorageException cause) {
            super(cause);
        }
    }

    /** Something other than the service answered, such as a gateway, a proxy or a server at a wrong address. */
    static final class ForeignAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient Optional<Duration> askedPause;

        ForeignAnswerException(HttpResponse answer) {
            super("Not Blob Storage: " + answer.getStatusCode());
            this.status = answer.getStatusCode();
            this.askedPause = askedPause(answer);
        }
    }

    /** No answer came in time: of the service, or of the identity's endpoint when a token was being waited for. */
    static final class SilenceException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean isTokenMissing;

        SilenceException(boolean isTokenMissing) {
            super("no answer in time");
            this.isTokenMissing = isTokenMissing;
        }
    }

    /** The failure itself: the SDK wraps what it does not know in some calls and not in others. */
    static RuntimeException unwrapped(RuntimeException failure) {
        return failure.getCause() instanceof ForeignAnswerException foreign ? foreign : failure;
    }

    /** Whether the same call may succeed soon. */
    static boolean isPassing(Throwable failure) {
        return switch (failure) {
            case BlobStorageException e -> isPassing(e.getStatusCode());
            case ForeignAnswerException e -> isPassing(e.status);
            case SilenceException _ -> true;
            case NoContainerException _ -> false;
            default -> !causedBy(failure, ClientAuthenticationException.class)
                    && !causedBy(failure, CertificateException.class)
                    && isUnreachable(failure);
        };
    }

    private static boolean isPassing(int status) {
        return switch (status) {
            case 408, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** Whether the service had closed the connection, possibly long before the request came. */
    static boolean isOfKeptConnection(Throwable failure) {
        return causedBy(failure, ApacheHttpClient.ClosedConnectionException.class);
    }

    /** Whether the service did not take the key or the token for a valid one. */
    static boolean isUnauthenticated(Throwable failure) {
        return failure instanceof BlobStorageException e && (e.getStatusCode() == 401
                || e.getStatusCode() == 403 && BlobErrorCode.AUTHENTICATION_FAILED.equals(e.getErrorCode()));
    }

    /** How long the service asks to be left alone. */
    static Optional<Duration> askedPause(Throwable failure) {
        return switch (failure) {
            case BlobStorageException e when e.getResponse() != null -> askedPause(e.getResponse());
            case ForeignAnswerException e -> e.askedPause;
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> askedPause(HttpResponse answer) {
        return Optional.ofNullable(answer.getHeaderValue(HttpHeaderName.RETRY_AFTER))
                .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    static boolean isNoContainer(BlobStorageException e) {
        return e.getStatusCode() == 404 && BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
    }

    /** What to tell. */
    StoreProblem problem(Throwable failure) {
        return switch (failure) {
            case SilenceException e when e.isTokenMissing ->
                    noToken(": the endpoint of the identity did not answer within " + seconds(limit) + " s");
            case SilenceException _ -> unreachable("did not answer within " + seconds(limit) + " s");
            case NoContainerException e when e.getCause() instanceof BlobStorageException cause
                    && cause.getStatusCode() == 403 -> noContainer();
            case NoContainerException e -> problem(e.getCause());
            case BlobStorageException e when e.getStatusCode() == 401 || e.getStatusCode() == 403 ->
                    refusal(e);
            case ForeignAnswerException e -> new StoreProblem(
                    "something at %s that is not Blob Storage answered %d".formatted(account.endpoint(), e.status),
                    "Check the address in " + account.setting() + ", and what stands in between.");
            case BlobStorageException e -> new StoreProblem(
                    "Blob Storage at %s answered %d (%s)".formatted(
                            account.endpoint(), e.getStatusCode(), e.getErrorCode()),
                    "If this lasts, look at the health and the limits of the storage account.");
            default -> {
                if (causedBy(failure, ClientAuthenticationException.class)) {
                    yield noToken(causedBy(failure, IOException.class)
                            ? ": the endpoint of the identity can't be reached" : "");
                }
                if (causedBy(failure, CertificateException.class)) {
                    yield new StoreProblem(
                            "the certificate of Blob Storage at %s is not trusted".formatted(account.endpoint()),
                            "Check the address in " + account.setting() + ", and whether the Java runtime trusts the"
                                    + " authority of whatever stands in between.");
                }
                yield isUnreachable(failure) ? unreachable("can't be reached") : unforeseen(failure);
            }
        };
    }

    private StoreProblem unreachable(String how) {
        return new StoreProblem("Blob Storage at %s %s".formatted(account.endpoint(), how),
                "Check the address in " + account.setting() + ", and whether name resolution, firewalls and a private"
                        + " endpoint let this server get there.");
    }

    /** Names classes only: the messages may hold anything. */
    private StoreProblem unforeseen(Throwable failure) {
        String kinds = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause.getClass().getName()).collect(Collectors.joining(", caused by "));
        return new StoreProblem("Blob Storage at %s can't be used".formatted(account.endpoint()),
                "The server did not foresee this; please report it: " + kinds + ".");
    }

    private StoreProblem noToken(String why) {
        return new StoreProblem("there is no token for the managed identity" + why, switch (account) {
            case BlobAccount.ByManagedIdentity(_, String clientId) when !clientId.isEmpty() ->
                    "Check that AZURE_CLIENT_ID, which is %s, is the client id of a user-assigned identity and that the"
                            .formatted(clientId) + " identity is assigned to this server.";
            default -> "Check that this server has a system-assigned identity, or set AZURE_CLIENT_ID to the client id"
                    + " of a user-assigned one.";
        });
    }

    private StoreProblem noContainer() {
        return new StoreProblem(
                "the container %s at %s does not exist, and %s may not create it".formatted(
                        container, account.endpoint(), switch (account) {
                            case BlobAccount.ByConnectionString _ -> "the credential in AzureWebJobsStorage";
                            case BlobAccount.ByManagedIdentity _ -> "the managed identity without the role " + ROLE
                                    + " on the storage account";
                        }),
                "Create the container, or " + switch (account) {
                    case BlobAccount.ByConnectionString _ -> "use a credential that may.";
                    case BlobAccount.ByManagedIdentity identity -> "assign that role on the account to "
                            + identified(identity) + ".";
                });
    }

    private StoreProblem refusal(BlobStorageException e) {
        boolean unknown = isUnauthenticated(e);
        // This code stands for the account's network rules, but some services send it for wrong credentials too.
        boolean network = BlobErrorCode.AUTHORIZATION_FAILURE.equals(e.getErrorCode());
        StoreProblem refused = switch (account) {
            case BlobAccount.ByConnectionString _ when unknown || network -> new StoreProblem(
                    "the storage account at %s refuses the key in AzureWebJobsStorage".formatted(account.endpoint()),
                    "Copy the connection string from the account again.");
            case BlobAccount.ByConnectionString _ -> new StoreProblem(
                    "the storage account at %s refuses access (%s)".formatted(account.endpoint(), e.getErrorCode()),
                    "Check what the credential in AzureWebJobsStorage allows, and whether the account takes keys at all;"
                            + " if not, use AzureWebJobsStorage__blobServiceUri and a managed identity.");
            case BlobAccount.ByManagedIdentity identity when unknown -> new StoreProblem(
                    "the storage account at %s refuses the token of the managed identity (%s)".formatted(
                            account.endpoint(), e.getErrorCode()),
                    "Check that the account belongs to the tenant of " + identified(identity) + ", that its address in "
                            + account.setting() + " is right, that the token is for https://storage.azure.com, and this"
                            + " server's clock.");
            case BlobAccount.ByManagedIdentity identity -> new StoreProblem(
                    "the managed identity needs the role %s on the container %s at %s".formatted(
                            ROLE, container, account.endpoint()),
                    "Assign it to " + identified(identity) + "; that takes some minutes to have effect.");
        };
        return network
                ? new StoreProblem(refused.what() + ", or the account's network rules refuse this server",
                        refused.check() + " Check the account's network rules.")
                : refused;
    }

    private static String identified(BlobAccount.ByManagedIdentity identity) {
        return identity.clientId().isEmpty()
                ? "the system-assigned identity of this server"
                : "the identity with the client id %s (AZURE_CLIENT_ID)".formatted(identity.clientId());
    }

    private static boolean isUnreachable(Throwable failure) {
        return causedBy(failure, IOException.class) || causedBy(failure, TimeoutException.class);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0
                ? Long.toString(time.toSeconds())
                : String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
    }
}
