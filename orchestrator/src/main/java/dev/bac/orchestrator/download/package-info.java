/** Results of tools as files that a person takes away. */
@NullMarked
package dev.bac.orchestrator.download;

import org.jspecify.annotations.NullMarked;
