@NullMarked
package dev.bac.orchestrator.kubernetes;

import org.jspecify.annotations.NullMarked;
