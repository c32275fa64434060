package io.trawl.engine.workload;

/**
 * What came of opening a source for a test.
 *
 * @param trouble the kind of it, {@link Trouble#NONE} when all is well
 * @param sentence one sentence for people: what is wrong and where, or what was seen; never a secret or a value
 */
public record SourceCheck(Trouble trouble, String sentence) {
    public static final int MAX_LENGTH = 1_000;

    /** What stands in the way. */
    public enum Trouble {
        NONE,
        /** Nobody answers at its address, or not in time. */
        UNREACHABLE,
        /** The connection could not be secured as asked. */
        TLS,
        /** It does not know this account, or not with this credential. */
        LOGIN,
        /** The account may not read what the source names. */
        PERMISSION,
        /** What the source names is not there. */
        MISSING,
        /** It is there and is something else than the source says. */
        UNSUITABLE,
        /** The reference to its credential leads nowhere. */
        CREDENTIAL,
        /** The rules of this installation forbid its address or path. */
        FORBIDDEN
    }

    public SourceCheck {
        sentence = sentence.length() > MAX_LENGTH ? sentence.substring(0, MAX_LENGTH) : sentence;
    }

    public static SourceCheck fine(String sentence) {
        return new SourceCheck(Trouble.NONE, sentence);
    }

    public static SourceCheck of(CredentialRefused refusal) {
        return new SourceCheck(Trouble.CREDENTIAL, String.valueOf(refusal.getMessage()));
    }

    public boolean ok() {
        return trouble == Trouble.NONE;
    }
}
