package dev.remotemcp.snippets;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Snippets as files in one folder. The folder is made with the first snippet, not before: a server that saves nothing
 * leaves nothing behind, and one whose folder can't be written still starts and does the rest of its work. Symbolic
 * links in the folder aren't followed; the folder itself may be one.
 */
public final class FileSnippetStore implements SnippetStore {

    private static final String KIND = "files";
    private static final String TEMPORARY = ".tmp";
    private static final String NOT_SAVED = "The snippet could not be saved";
    private static final int TRIES = 5;

    private final Path folder;
    /** Held for writing while empty folders go away, so that no save loses its folder to a delete. */
    private final ReadWriteLock folders = new ReentrantReadWriteLock();

    /** Removes what saves left behind that a crash ended. */
    public FileSnippetStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        removeLeftovers();
    }

    @Override
    public void save(SnippetName name, byte[] content) {
        int tries = 1;
        while (true) {
            try {
                write(FileNames.path(folder, name), content);
                return;
            } catch (NoSuchFileException e) {
                // Another process that starts removed the temporary file, or one that deletes a folder.
                if (tries++ == TRIES) {
                    throw failure(NOT_SAVED, e);
                }
            } catch (IOException e) {
                throw failure(NOT_SAVED, e);
            }
        }
    }

    @Override
    public Optional<byte[]> find(SnippetName name) {
        Path file = FileNames.path(folder, name);
        try {
            if (!isOurs(file)) {
                return Optional.empty();
            }
            // A file that is replaced meanwhile stays readable to the end through the channel.
            try (FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
                return Optional.of(Channels.newInputStream(channel).readAllBytes());
            }
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("The snippet could not be read", e);
        }
    }

    @Override
    public boolean delete(SnippetName name) {
        Path file = FileNames.path(folder, name);
        try {
            if (!isOurs(file) || !Files.deleteIfExists(file)) {
                return false;
            }
            removeEmptyFolders(file.getParent());
            return true;
        } catch (IOException e) {
            throw failure("The snippet could not be deleted", e);
        }
    }

    @Override
    public SnippetPage list(String prefix, String cursor, int limit) {
        String position = Cursor.position(cursor, KIND, prefix);
        // One more than the page tells whether another page follows.
        Smallest found = new Smallest(prefix, position, SnippetPage.checkedLimit(limit) + 1);
        try {
            collect(folder, found);
            List<SnippetName> names = found.sorted();
            boolean more = names.size() > limit;
            List<SnippetName> page = more ? names.subList(0, limit) : names;
            return new SnippetPage(entries(page), more
                    ? Optional.of(new Cursor(KIND, prefix, page.getLast().value()).encoded())
                    : Optional.empty());
        } catch (IOException e) {
            throw failure("The snippets could not be listed", e);
        }
    }

    @Override
    public void check() {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new SnippetStoreException("The folder of the snippets can't be written");
        }
    }

    @Override
    public String description() {
        return "files in " + folder;
    }

    private void write(Path file, byte[] content) throws IOException {
        Path temporary = folder.resolve(UUID.randomUUID() + TEMPORARY);
        folders.readLock().lock();
        try {
            makeFolders(file.getParent());
            writeDurably(temporary, content);
            Files.move(temporary, file, ATOMIC_MOVE);
        } finally {
            folders.readLock().unlock();
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE, CREATE_NEW)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            // Else the new name could survive a loss of power, and the content not.
            channel.force(false);
        }
    }

    private void makeFolders(Path wanted) throws IOException {
        if (wanted.equals(folder)) {
            Files.createDirectories(folder);
            return;
        }
        makeFolders(wanted.getParent());
        if (Files.isDirectory(wanted, NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectory(wanted);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(wanted, NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** Whether it is a file that no link leads to. A folder that is none is no empty store: nothing can be told of it. */
    private boolean isOurs(Path file) throws NotDirectoryException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        for (Path parent = file.getParent(); !parent.equals(folder); parent = parent.getParent()) {
            if (!Files.isDirectory(parent, NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return Files.isRegularFile(file, NOFOLLOW_LINKS);
    }

    private void collect(Path from, Smallest found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(FileNames.SUFFIX)) {
                    FileNames.name(folder, file).ifPresent(found::offer);
                } else if (name.endsWith(FileNames.CONTINUES) && Files.isDirectory(file, NOFOLLOW_LINKS)) {
                    collect(file, found);
                }
            }
        } catch (NoSuchFileException _) {
            // An empty store, or a folder that was deleted with its last snippet.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private List<SnippetPage.Entry> entries(List<SnippetName> names) throws IOException {
        List<SnippetPage.Entry> entries = new ArrayList<>(names.size());
        for (SnippetName name : names) {
            try {
                BasicFileAttributes file = Files.readAttributes(
                        FileNames.path(folder, name), BasicFileAttributes.class, NOFOLLOW_LINKS);
                if (file.isRegularFile()) {
                    entries.add(new SnippetPage.Entry(name, file.size(), file.lastModifiedTime().toInstant()));
                }
            } catch (NoSuchFileException _) {
                // Deleted since it was found.
            }
        }
        return entries;
    }

    private void removeEmptyFolders(Path from) {
        if (from.equals(folder)) {
            return;
        }
        folders.writeLock().lock();
        try {
            for (Path empty = from; !empty.equals(folder); empty = empty.getParent()) {
                Files.delete(empty);
            }
        } catch (IOException _) {
            // Another snippet is in it, or another process was faster.
        } finally {
            folders.writeLock().unlock();
        }
    }

    private void removeLeftovers() {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException | DirectoryIteratorException _) {
            // There is no folder yet, or check() tells what is wrong with it; leftovers are never listed.
        }
    }

    private static SnippetStoreException failure(String what, IOException cause) {
        String why = switch (cause) {
            case AccessDeniedException _ -> "the server may not use the folder of the snippets";
            case NotDirectoryException _ -> "the folder of the snippets is not a folder";
            case FileAlreadyExistsException _ -> "the folder of the snippets is not a folder";
            default -> "the folder of the snippets can't be used";
        };
        return new SnippetStoreException(what + ": " + why, cause);
    }

    /** The smallest names after a position, never more than a page of them however many there are. */
    private static final class Smallest {
        private final String prefix;
        private final Optional<SnippetName> after;
        private final int count;
        private final PriorityQueue<SnippetName> largestFirst = new PriorityQueue<>(Comparator.reverseOrder());

        Smallest(String prefix, String position, int count) {
            this.prefix = prefix;
            this.after = position.isEmpty() ? Optional.empty() : Optional.of(named(position));
            this.count = count;
        }

        void offer(SnippetName name) {
            if (!name.value().startsWith(prefix) || after.isPresent() && name.compareTo(after.get()) <= 0) {
                return;
            }
            if (largestFirst.size() == count) {
                if (name.compareTo(largestFirst.element()) >= 0) {
                    return;
                }
                largestFirst.remove();
            }
            largestFirst.add(name);
        }

        List<SnippetName> sorted() {
            return largestFirst.stream().sorted().toList();
        }

        private static SnippetName named(String position) {
            try {
                return new SnippetName(position);
            } catch (IllegalArgumentException _) {
                throw new InvalidCursorException();
            }
        }
    }
}
