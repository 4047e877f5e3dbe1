package dev.remotemcp.snippets;

import java.nio.file.Path;

/**
 * Where snippets are to be kept. What isn't set is empty.
 *
 * @param connectionString {@code AzureWebJobsStorage}
 * @param blobServiceUri {@code AzureWebJobsStorage__blobServiceUri}
 * @param clientId {@code AzureWebJobsStorage__clientId} or {@code AZURE_CLIENT_ID}: the user-assigned identity
 * @param folder of the file store
 */
public record StorageSettings(String connectionString, String blobServiceUri, String clientId, Path folder) {

    public StorageSettings {
        connectionString = connectionString.strip();
        blobServiceUri = blobServiceUri.strip();
        clientId = clientId.strip();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StorageSettings[connectionString=%s, blobServiceUri=%s, clientId=%s, folder=%s]".formatted(
                connectionString.isEmpty() ? "" : "(set)", blobServiceUri, clientId, folder);
    }
}
