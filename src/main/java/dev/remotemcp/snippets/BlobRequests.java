package dev.remotemcp.snippets;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.common.Utility;
import dev.remotemcp.azure.ApacheHttpClient;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The two requests that carry contents, sent through the SDK's pipeline on the calling thread. The SDK's own methods for
 * them go through Reactor and other threads, which costs several times as much; see docs/performance.md.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/get-blob">Get Blob</a>
 */
record BlobRequests(BlobContainerClient container) {

    private static final HttpHeaderName VERSION = HttpHeaderName.fromString("x-ms-version");
    private static final HttpHeaderName BLOB_TYPE = HttpHeaderName.fromString("x-ms-blob-type");
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Saves or replaces a blob, which the service shows whole or not at all. */
    void put(String blob, List<ByteBuffer> content) {
        HttpRequest request = request(HttpMethod.PUT, blob, SnippetStore.size(content))
                .setHeader(BLOB_TYPE, "BlockBlob")
                .setHeader(HttpHeaderName.CONTENT_TYPE, TEXT);
        send(request, ApacheHttpClient.sending(content), 201).close();
    }

    /**
     * The content of a blob, in one array.
     *
     * @throws SnippetStoreException for more than {@link SnippetStore#MAX_SIZE} bytes, before any of them is read if the
     *                               answer tells its length
     */
    byte[] get(String blob) {
        HttpRequest request = request(HttpMethod.GET, blob, 0)
                // What others saved compressed is returned as it is.
                .setHeader(HttpHeaderName.ACCEPT_ENCODING, "identity");
        try (HttpResponse response = send(request, Context.NONE, 200)) {
            return content(response);
        }
    }

    /** @param length of the body in bytes; the signature has it even where there is none */
    private HttpRequest request(HttpMethod method, String blob, long length) {
        // A client of the blob, which has its address too, is costly to build.
        return new HttpRequest(method, container.getBlobContainerUrl() + "/" + Utility.urlEncode(blob))
                .setHeader(VERSION, container.getServiceVersion().getVersion())
                .setHeader(HttpHeaderName.CONTENT_LENGTH, Long.toString(length));
    }

    private HttpResponse send(HttpRequest request, Context context, int success) {
        HttpResponse response = container.getHttpPipeline().sendSync(request, context);
        if (response.getStatusCode() != success) {
            response.close();
            throw new BlobStorageException("Blob Storage answered " + response.getStatusCode(), response, null);
        }
        return response;
    }

    private static byte[] content(HttpResponse response) {
        String announced = response.getHeaderValue(HttpHeaderName.CONTENT_LENGTH);
        // Something in between may pass the content on in chunks, without its length.
        if (announced != null) {
            SnippetStoreException.checkSize(BlobSnippetStore.NOT_READ, Long.parseLong(announced));
        }
        byte[] content = response.getBodyAsBinaryData().toBytes();
        SnippetStoreException.checkSize(BlobSnippetStore.NOT_READ, content.length);
        return content;
    }
}
