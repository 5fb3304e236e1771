// Package column is an index of all findings in memory: some numbers a finding, in columns, so that a million are filtered, counted and put in
// order in some milliseconds. It knows no database: package storage fills it with rows, hands it what every commit changed, and reads by id what
// is to be shown. One evaluator serves tables, facets, boards, cross-tables and pairs alike.
//
// A Table is not safe for concurrent use by itself: many may read it at once, while nobody changes it.
package column
