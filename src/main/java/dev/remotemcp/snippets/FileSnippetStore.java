package dev.remotemcp.snippets;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

/**
 * Snippets as files in one folder. The folder is made with the first snippet, not before: a server that saves nothing
 * leaves nothing behind, and one whose folder can't be written still starts and does the rest of its work. Symbolic
 * links in the folder aren't followed; the folder itself may be one.
 */
public final class FileSnippetStore implements SnippetStore {

    private static final String KIND = "files";
    private static final Pattern TEMPORARY =
            Pattern.compile("[.]snippet-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[.]tmp");
    private static final Duration LONGEST_SAVE = Duration.ofHours(1);
    private static final String NOT_SAVED = "The snippet could not be saved";
    private static final String NOT_AVAILABLE = "The snippets are not available";
    private static final String NOT_READ = "The snippet could not be read";
    private static final int TRIES = 5;

    private final Path folder;
    /** Held for writing while empty folders go away, so that no save loses its folder to a delete. */
    private final ReadWriteLock folders = new ReentrantReadWriteLock();
    private final ProblemLog log = new ProblemLog();
    private final Lazy<Integer> removedLeftovers = new Lazy<>(this::removeLeftovers);

    public FileSnippetStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void save(SnippetName name, List<ByteBuffer> content) {
        SnippetStoreException.checkSize(NOT_SAVED, SnippetStore.size(content));
        removedLeftovers.value();
        int tries = 1;
        while (true) {
            try {
                write(FileNames.path(folder, name), content);
                return;
            } catch (NoSuchFileException e) {
                // Another process took the temporary file for a leftover, or deleted the folder as empty.
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
                long size = channel.size();
                SnippetStoreException.checkSize(NOT_READ, size);
                return Optional.of(Channels.newInputStream(channel).readNBytes((int) size));
            }
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(NOT_READ, e);
        }
    }

    @Override
    public Optional<String> version(SnippetName name) {
        Path file = FileNames.path(folder, name);
        try {
            if (!isOurs(file)) {
                return Optional.empty();
            }
            BasicFileAttributes saved = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
            // Windows has no file keys; there the time has to suffice.
            return Optional.of("%s %d %s".formatted(saved.lastModifiedTime(), saved.size(), saved.fileKey()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(NOT_READ, e);
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
        if (!SnippetName.mayBeginWith(prefix)) {
            return SnippetPage.EMPTY;
        }
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
        Path existing = existing();
        if (!Files.isDirectory(existing)) {
            throw told(NOT_AVAILABLE, notAFolder());
        }
        if (!Files.isWritable(existing)) {
            throw told(NOT_AVAILABLE, mayNotUse());
        }
        removedLeftovers.value();
    }

    /** The folder, or what there is of the folders above it. */
    private Path existing() {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    @Override
    public String description() {
        return "files in " + folder;
    }

    private void write(Path file, List<ByteBuffer> content) throws IOException {
        Path temporary = folder.resolve(".snippet-" + UUID.randomUUID() + ".tmp");
        folders.readLock().lock();
        try {
            makeFolders(file.getParent());
            writeDurably(temporary, content);
            // The system's own time stamps stand still for milliseconds, in which an inode number can come back.
            Files.setLastModifiedTime(temporary, FileTime.from(Instant.now()));
            Files.move(temporary, file, ATOMIC_MOVE);
        } finally {
            folders.readLock().unlock();
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeDurably(Path file, List<ByteBuffer> content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE, CREATE_NEW)) {
            claim(channel);
            for (ByteBuffer part : content) {
                ByteBuffer rest = part.duplicate();
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            // Without this, a loss of power after the move could leave the snippet's name with incomplete content.
            channel.force(false);
        }
    }

    static void claim(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException | OverlappingFileLockException _) {
            // This file system has no locks, or someone looks whether the file is a leftover. See isAbandoned.
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

    /**
     * Whether this is a regular file to which no symbolic link leads. Something else in the place of the store's folder
     * is an error: it must not look like an empty store.
     */
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

    /** Removes the temporary files of saves that a crash ended, and returns how many there were. */
    private int removeLeftovers() {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isTemporary)) {
            for (Path file : files) {
                if (isAbandoned(file) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // There is no folder yet, or the save tells what is wrong with it; leftovers are never listed.
        }
        return removed;
    }

    private boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file, NOFOLLOW_LINKS);
    }

    /**
     * Whether no process is still writing this temporary file. A writer holds a lock on it, which the system releases
     * when the process ends, however it ends. A process id in the name would not do: in containers that share the
     * folder, every server may have the same one. Where the file system has no locks, only age tells. A writer that
     * loses its file all the same, between creating and locking it or between closing and moving it, saves once more.
     */
    private static boolean isAbandoned(Path file) {
        try {
            return isOld(file) || isUnlocked(file);
        } catch (IOException | OverlappingFileLockException _) {
            // It is gone by now, this process is writing it, or the file system has no locks.
            return false;
        }
    }

    private static boolean isOld(Path file) throws IOException {
        Instant modified = Files.getLastModifiedTime(file, NOFOLLOW_LINKS).toInstant();
        return modified.isBefore(Instant.now().minus(LONGEST_SAVE));
    }

    private static boolean isUnlocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE, NOFOLLOW_LINKS)) {
            return channel.tryLock() != null;
        }
    }

    private SnippetStoreException failure(String failing, IOException cause) {
        // An interrupt closes the channel that the thread uses.
        if (cause instanceof ClosedChannelException && Thread.currentThread().isInterrupted()) {
            return new SnippetStoreException(failing + ": the call was cancelled");
        }
        return told(failing, switch (cause) {
            case AccessDeniedException _ -> mayNotUse();
            case NotDirectoryException _ -> notAFolder();
            case FileAlreadyExistsException _ -> notAFolder();
            default -> Files.isDirectory(existing()) ? unusable(cause) : notAFolder();
        });
    }

    private SnippetStoreException told(String failing, StoreProblem problem) {
        log.tell(problem);
        return problem.exception(failing);
    }

    private StoreProblem mayNotUse() {
        return new StoreProblem("the server may not use the folder of the snippets",
                "Check who may read and write " + folder + ", or set SNIPPETS_DIR to another folder.");
    }

    private StoreProblem notAFolder() {
        return new StoreProblem("the folder of the snippets is not a folder",
                "Check what " + folder + " and the folders above it are, or set SNIPPETS_DIR to another folder.");
    }

    private StoreProblem unusable(IOException cause) {
        return new StoreProblem("the folder of the snippets can't be used (" + reason(cause) + ")",
                "Check the disk of %s, or set SNIPPETS_DIR to another folder (%s).".formatted(
                        folder, cause.getClass().getSimpleName()));
    }

    /** What the system says; of other exceptions of files the message is a path, and with it the name of a snippet. */
    private static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return Optional.ofNullable(reason).orElse("unknown reason");
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
