/** The pipeline, its forecast and the conversion of leads as tables. */
@NullMarked
package dev.bac.crm.report;

import org.jspecify.annotations.NullMarked;
