package io.trawl.discovery.file;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Tells a file system's refusal of one object from trouble that concerns the machine. */
final class Refusals {
    private Refusals() {}

    /** @throws IOException {@code e} itself when a retry may mend it */
    static Unreadable of(IOException e) throws IOException {
        String reason = reason(e);
        if (reason == null) {
            throw e;
        }
        return new Unreadable(reason);
    }

    private static @Nullable String reason(IOException e) {
        String said = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
        String text = said == null ? "" : said;
        return switch (e) {
            case NoSuchFileException _ -> Reasons.GONE;
            case AccessDeniedException _ -> Reasons.DENIED;
            case NotDirectoryException _, HeldDirectory.NotRegularFile _ -> Reasons.CHANGED;
            // The JDK has no types for these; the words are the C library's and its own.
            default -> {
                if (text.contains("symbolic link") || text.contains("Not a directory")) {
                    yield Reasons.CHANGED;
                }
                if (text.contains("File name too long")) {
                    yield Reasons.PATH_TOO_LONG;
                }
                if (text.contains("Operation not permitted")) {
                    yield Reasons.DENIED;
                }
                yield text.contains("Input/output error") || text.contains("Is a directory") ? Reasons.IO_ERROR : null;
            }
        };
    }
}
