/** A company's rows in a database of its own: copied, compared, ready to be started. */
@NullMarked
package dev.bac.orchestrator.dedicated;

import org.jspecify.annotations.NullMarked;
