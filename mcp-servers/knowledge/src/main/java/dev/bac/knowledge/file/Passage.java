package dev.bac.knowledge.file;

/**
 * As much of a document as is found and cited at once.
 *
 * @param number from 1, in the document's order
 * @param place where it stands, as people would say it; may be empty
 */
public record Passage(int number, String place, String text) {}
