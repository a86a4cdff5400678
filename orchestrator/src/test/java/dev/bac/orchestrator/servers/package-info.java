@NullMarked
package dev.bac.orchestrator.servers;

import org.jspecify.annotations.NullMarked;
