@NullMarked
package dev.bac.orchestrator.a2a;

import org.jspecify.annotations.NullMarked;
