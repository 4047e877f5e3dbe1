package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file of a snippet, and back. Simple lower-case names stay readable ({@code todo.json}); every other byte of the
 * name's UTF-8 is {@code %xx}. So no file system can confuse two names (case, Unicode normalisation), no name leaves
 * its folder, is hidden, or is a device of Windows. What is longer than a file name may be goes into folders: pieces
 * that continue end, and pieces that are continuations begin, with a tilde.
 *
 * <p>What limits whole paths still limits names: macOS takes at most 1024 bytes, Linux 4096, the store's folder
 * included. A byte becomes up to three, so the path of a name of 200 emoji has 2400 bytes and more. On Linux every name
 * fits into a folder of ordinary depth; on macOS very long names of non-Latin characters may not, and their saves fail.
 */
final class FileNames {

    static final String CONTINUES = "~";
    static final String SUFFIX = ".json";

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789 -_.+,=@()";
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9]) *([.].*)?");
    /** File systems allow 255 bytes; some that encrypt names, 143. */
    private static final int PIECE = 120;

    private FileNames() {
    }

    /** Relative to the store's folder. */
    static Path path(Path folder, SnippetName name) {
        String rest = encoded(name.value());
        Path path = folder;
        String lead = "";
        while (rest.length() > PIECE) {
            path = path.resolve(lead + rest.substring(0, PIECE) + CONTINUES);
            rest = rest.substring(PIECE);
            lead = CONTINUES;
        }
        return path.resolve(lead + rest + SUFFIX);
    }

    /** The snippet in this file below the store's folder; a file that {@link #path} never makes has none. */
    static Optional<SnippetName> name(Path folder, Path file) {
        String joined = folder.relativize(file).toString()
                .replace(file.getFileSystem().getSeparator(), "").replace(CONTINUES, "");
        if (!joined.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            SnippetName name = new SnippetName(decoded(joined.substring(0, joined.length() - SUFFIX.length())));
            return path(folder, name).equals(file) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        boolean first = name.startsWith(".") || DEVICE.matcher(name).matches();
        for (byte b : name.getBytes(UTF_8)) {
            if (!first && b > 0 && PLAIN.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02x".formatted(b));
            }
            first = false;
        }
        return encoded.toString();
    }

    private static String decoded(String encoded) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(US_ASCII));
            } else if (i + 2 < encoded.length()) {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                throw new CharacterCodingException();
            }
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    }
}
