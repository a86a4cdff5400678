@NullMarked
package dev.bac.orchestrator.platform;

import org.jspecify.annotations.NullMarked;
