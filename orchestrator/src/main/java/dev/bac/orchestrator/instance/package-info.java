/** What a running instance leaves for the commands beside it. */
@NullMarked
package dev.bac.orchestrator.instance;

import org.jspecify.annotations.NullMarked;
