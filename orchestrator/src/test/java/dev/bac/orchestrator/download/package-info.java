/** Tests of results as files. */
@NullMarked
package dev.bac.orchestrator.download;

import org.jspecify.annotations.NullMarked;
