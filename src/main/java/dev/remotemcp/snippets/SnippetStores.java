package dev.remotemcp.snippets;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** Chooses the store. */
public final class SnippetStores {

    /** The longest that a call of a store across the network takes, unless told otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private SnippetStores() {
    }

    /**
     * A connection string comes before an address, as on the Functions host; without either, files. Nothing is
     * connected or created yet.
     *
     * @param limit the longest that a call of a store across the network may take
     * @throws IllegalArgumentException with a message for who starts the server, without any key
     */
    public static SnippetStore open(StorageSettings settings, Duration limit) {
        if (!settings.connectionString().isEmpty()) {
            return new BlobSnippetStore(new BlobAccount.ByConnectionString(settings.connectionString()), limit);
        }
        if (!settings.blobServiceUri().isEmpty()) {
            return new BlobSnippetStore(
                    new BlobAccount.ByManagedIdentity(uri(settings.blobServiceUri()), settings.clientId()), limit);
        }
        return new FileSnippetStore(settings.folder());
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("AzureWebJobsStorage__blobServiceUri is not an address");
        }
    }
}
