package io.trawl.discovery.detect;

/**
 * What a detector is called and how its values are shown.
 *
 * @param id stable, lower case: {@code payment_card}; stands in results and options
 * @param name for people
 * @param category a group of detectors that can be selected by one word: {@code payment}
 */
public record Detector(String id, String name, String category, Mask mask) {}
