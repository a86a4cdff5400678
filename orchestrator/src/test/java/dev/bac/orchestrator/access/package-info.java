@org.jspecify.annotations.NullMarked
package dev.bac.orchestrator.access;
