package io.trawl.discovery.source;

/**
 * Something that can be read as a run of bytes.
 *
 * @param name for people: printable, and unique within its source
 * @param locator for the connector: finds the object again, byte for byte
 * @param size in bytes when it was listed
 */
public record SourceObject(String name, String locator, long size) {}
