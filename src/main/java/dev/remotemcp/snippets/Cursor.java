package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a list continues, as text that any instance understands.
 *
 * @param store the kind of store: one can't continue the list of another
 * @param prefix of the list
 * @param position what the store needs to continue
 */
record Cursor(String store, String prefix, String position) {

    // Separates without doubt: no name has a control character, so no prefix that finds snippets has one, and no
    // position, which is a name or a token of the service.
    private static final String SEPARATOR = "\0";

    String encoded() {
        byte[] text = String.join(SEPARATOR, store, prefix, position).getBytes(UTF_8);
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + text.length).putInt(checksum(text)).put(text).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The position in {@code cursor}; empty where that is empty. */
    static String position(String cursor, String store, String prefix) {
        if (cursor.isEmpty()) {
            return "";
        }
        String[] parts = decoded(cursor).split(SEPARATOR, -1);
        if (parts.length != 3 || !parts[0].equals(store) || !parts[1].equals(prefix)) {
            throw new InvalidCursorException();
        }
        return parts[2];
    }

    private static String decoded(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= Integer.BYTES) {
                throw new InvalidCursorException();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            int checksum = buffer.getInt();
            byte[] text = new byte[buffer.remaining()];
            buffer.get(text);
            if (checksum != checksum(text)) {
                throw new InvalidCursorException();
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (InvalidCursorException e) {
            throw e;
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw new InvalidCursorException();
        }
    }

    /** Finds cut and mistyped cursors; it protects nothing, since a cursor says nothing that its bearer may not do. */
    private static int checksum(byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(text);
        return (int) crc.getValue();
    }
}
