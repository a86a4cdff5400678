/** Reads bac.yaml strictly: one record per concern, every mistake with its line and a suggestion. */
@NullMarked
package dev.bac.orchestrator.config;

import org.jspecify.annotations.NullMarked;
