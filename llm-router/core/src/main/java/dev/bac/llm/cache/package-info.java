/** Answers given before, served again: to equal requests, and to those that mean the same under a bound of errors. */
@NullMarked
package dev.bac.llm.cache;

import org.jspecify.annotations.NullMarked;
