package io.trawl.cli.doctor;

/**
 * Something that is not as it should be.
 *
 * @param what stands still, and why; a sentence
 * @param remedy what to do; a sentence
 */
record Complaint(String what, String remedy) {
    String text() {
        return what + " " + remedy;
    }
}
