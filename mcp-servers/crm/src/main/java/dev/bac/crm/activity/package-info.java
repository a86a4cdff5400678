/** Calls, meetings, tasks, reminders and notes on any record. */
@NullMarked
package dev.bac.crm.activity;

import org.jspecify.annotations.NullMarked;
