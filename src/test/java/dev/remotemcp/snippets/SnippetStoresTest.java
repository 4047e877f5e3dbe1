package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetStoresTest {

    private static final String KEY = "c2VjcmV0c2VjcmV0";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            UseDevelopmentStorage=true | '' | http://127.0.0.1:10000/devstoreaccount1
            AccountName=acct;AccountKey=c2VjcmV0c2VjcmV0 | '' | https://acct.blob.core.windows.net
            AccountName=acct;AccountKey=c2VjcmV0;EndpointSuffix=example.org | '' | https://acct.blob.example.org
            DefaultEndpointsProtocol=http;AccountName=acct;AccountKey=c2VjcmV0 | '' | http://acct.blob.core.windows.net
            BlobEndpoint=https://a.example.org/?x=1;SharedAccessSignature=sv=1&sig=c2VjcmV0 | '' | https://a.example.org
            AccountName=acct;AccountKey=c2VjcmV0 | https://other.example.org | https://acct.blob.core.windows.net
            '' | https://acct.blob.core.windows.net/ | https://acct.blob.core.windows.net
            """)
    void choosesBlobStorage(String connectionString, String uri, String endpoint) {
        try (SnippetStore store = SnippetStores.open(settings(connectionString, uri), SnippetStores.LIMIT)) {
            assertThat(store.description()).isEqualTo("Azure Blob Storage, container snippets at " + endpoint);
        }
    }

    @Test
    void choosesFiles() {
        assertThat(SnippetStores.open(settings(" ", ""), SnippetStores.LIMIT).description())
                .isEqualTo("files in " + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2VjcmV0c2VjcmV0", "AccountKey=c2VjcmV0c2VjcmV0", "AccountName=acct",
            "UseDevelopmentStorage=false",
            "AccountName=acct;AccountKey=c2VjcmV0c2VjcmV0!", "AccountName=ac ct;AccountKey=c2VjcmV0c2VjcmV0", ";;", "=",
            "BlobEndpoint=https://u:c2VjcmV0c2VjcmV0@a;AccountName=a;AccountKey=c2VjcmV0",
            "BlobEndpoint=ftp://a;AccountName=a;AccountKey=c2VjcmV0c2VjcmV0", "SharedAccessSignature=c2VjcmV0c2VjcmV0"})
    void refusesConnectionStringsWithoutTellingTheKey(String value) {
        assertThatThrownBy(() -> SnippetStores.open(settings(value, ""), SnippetStores.LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("AzureWebJobsStorage is not a connection string of a storage account: ")
                .hasMessageNotContainingAny(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acct", "http://acct.blob.core.windows.net", "https://", "https://u:p@acct", "https://a b"})
    void refusesAddresses(String value) {
        assertThatThrownBy(() -> SnippetStores.open(settings("", value), SnippetStores.LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("AzureWebJobsStorage__blobServiceUri is not an ");
    }

    @Test
    void printsNoKey() {
        String connectionString = "AccountName=acct;AccountKey=" + KEY;
        assertThat(settings(connectionString, "").toString()).doesNotContain(KEY);
        assertThat(new BlobAccount.ByConnectionString(connectionString).toString())
                .doesNotContain(KEY).contains("acct");
    }

    private StorageSettings settings(String connectionString, String uri) {
        return new StorageSettings(connectionString, uri, "", folder);
    }
}
