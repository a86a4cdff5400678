@NullMarked
package dev.bac.orchestrator.approval;

import org.jspecify.annotations.NullMarked;
