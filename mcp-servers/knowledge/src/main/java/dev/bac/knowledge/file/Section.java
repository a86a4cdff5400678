package dev.bac.knowledge.file;

/**
 * A piece of a document under one heading, on one page or in one row.
 *
 * @param place where it stands, as people would say it, such as {@code page 3}; may be empty
 */
record Section(String place, String text) {}
