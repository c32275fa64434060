package io.trawl.discovery.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every reason this workload gives for not reading something, with a sentence for people. A code never changes. */
public final class Reasons {
    public static final String GONE = "gone";
    public static final String DENIED = "denied";
    public static final String CHANGED = "changed";
    public static final String SYMLINK = "symlink";
    public static final String SPECIAL_FILE = "special_file";
    public static final String HIDDEN = "hidden";
    public static final String NOT_INCLUDED = "not_included";
    /** Followed by the pattern. */
    public static final String EXCLUDE = "exclude:";

    public static final String CREDENTIAL = "credential";
    public static final String FORBIDDEN = "forbidden";
    public static final String PATH_TOO_LONG = "path_too_long";
    public static final String IO_ERROR = "io_error";
    public static final String BINARY = "binary";
    public static final String SPARSE = "sparse";
    /** Followed by the format. */
    public static final String UNSUPPORTED = "unsupported:";

    public static final String ENCRYPTED = "encrypted";
    public static final String TOO_DEEP = "too_deep";
    public static final String TOO_LARGE = "too_large";
    public static final String TOO_MANY_ENTRIES = "too_many_entries";
    public static final String BOMB = "bomb";
    /** Followed by the format. */
    public static final String MALFORMED = "malformed:";

    public static final String UNREACHABLE = "unreachable";
    public static final String LOGIN_REFUSED = "login_refused";
    public static final String TLS = "tls";
    public static final String NO_DATABASE = "no_database";
    public static final String TIMEOUT = "timeout";
    public static final String LOCKED = "locked";
    public static final String ROW_SECURITY = "row_security";
    public static final String SIDE_EFFECT = "side_effect";
    /** Followed by the SQLSTATE. */
    public static final String QUERY_ERROR = "query_error:";
    /** Followed by what it is: a table in parts, a schema of the system. */
    public static final String READ_ELSEWHERE = "read_elsewhere:";

    public static final String SYSTEM = "system:";
    public static final String NOT_WANTED = "not_wanted:";
    /** Followed by the type. */
    public static final String TYPE = "type:";

    private static final Map<String, String> SENTENCES = sentences();

    private Reasons() {}

    /** Code or prefix (it ends with a colon) to sentence, in the order of the documentation. */
    public static Map<String, String> all() {
        return SENTENCES;
    }

    /** Whether {@code reason} is one of the codes, or one of the prefixes and something after it. */
    public static boolean isKnown(String reason) {
        int colon = reason.indexOf(':');
        return SENTENCES.containsKey(colon < 0 ? reason : reason.substring(0, colon + 1));
    }

    private static Map<String, String> sentences() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(GONE, "It was listed, and is not there any more.");
        all.put(DENIED, "The worker's account may not read it.");
        all.put(CHANGED, "It became shorter, or something else, between being listed and being read.");
        all.put(SYMLINK, "A symbolic link; links are never followed, what they point to is found where it is.");
        all.put(SPECIAL_FILE, "A pipe, socket or device; these are never opened.");
        all.put(HIDDEN, "Its name starts with a dot and the source says hidden: false.");
        all.put(NOT_INCLUDED, "None of the source's include patterns matches it.");
        all.put(EXCLUDE, "This exclude pattern of the source matches it; of a directory, all that is in it.");
        all.put(CREDENTIAL, "The source's credential reference leads nowhere where it was opened.");
        all.put(FORBIDDEN, "The rules of this installation do not allow this place to be opened.");
        all.put(PATH_TOO_LONG, "Its path under the root is longer than 3,800 bytes.");
        all.put(IO_ERROR, "The file system answered with an error when it was read.");
        all.put(BINARY, "Neither text nor a format that is read: pictures, sound, programs, compressed data.");
        all.put(SPARSE, "A large file that is mostly holes.");
        all.put(UNSUPPORTED, "A format that may hold text and is not read yet.");
        all.put(ENCRYPTED, "Protected by a password.");
        all.put(TOO_DEEP, "Archives in archives, or nesting in a document, beyond the limit.");
        all.put(TOO_LARGE, "More unpacked bytes than the limit for one object; what came before was read.");
        all.put(TOO_MANY_ENTRIES, "An archive with more entries than the limit.");
        all.put(BOMB, "An archive built to exhaust its reader: entries that overlap, or an absurd ratio.");
        all.put(MALFORMED, "It breaks the rules of its format; what came before the break was read.");
        all.put(UNREACHABLE, "Nothing answers at the source's host and port, or its name is not known.");
        all.put(LOGIN_REFUSED, "The source refused the user or the password.");
        all.put(TLS, "No secure connection: the certificate, the protocol, or the source offers none.");
        all.put(NO_DATABASE, "The source has no database of this name.");
        all.put(TIMEOUT, "It took longer than the source's time-out for one statement, or for one transaction.");
        all.put(LOCKED, "Someone else held a lock on it for longer than the source's time-out for locks.");
        all.put(ROW_SECURITY, "Row security may hide rows from the source's user; the rows it shows were read.");
        all.put(SIDE_EFFECT, "Reading it would have changed something at the source, which refused.");
        all.put(QUERY_ERROR, "The source answered with this error (SQLSTATE) when it was read.");
        all.put(READ_ELSEWHERE, "Its rows are read under the names of its parts.");
        all.put(SYSTEM, "A schema of the database system itself, or of other sessions.");
        all.put(NOT_WANTED, "The source's options leave out what is of this kind.");
        all.put(TYPE, "A column of this type holds nothing that is looked for.");
        return Collections.unmodifiableMap(all);
    }
}
