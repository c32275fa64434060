package io.trawl.engine.state;

/** A step from one state to another, and what makes it. */
public record Move<S extends Enum<S>>(S from, S to, String by) {}
