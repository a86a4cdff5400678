@NullMarked
package dev.bac.orchestrator.activation;

import org.jspecify.annotations.NullMarked;
