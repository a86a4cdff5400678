package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;

/** One piece of the sentence for one argument, and how much speaks for it. */
record Candidate(Param param, Span span, double score) {}
