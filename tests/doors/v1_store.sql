-- A store as schema version 1 wrote it: its own tables, and two nights of an invented plan. Never to be changed.

CREATE TABLE balances(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, as_of DATE, after_tax_basis BIGINT, after_tax_value BIGINT, pre_1987_basis BIGINT, vested_balance BIGINT);
INSERT INTO balances VALUES
    (4, 2, 'E1', '2026-01-31', 60000, 61200, NULL, NULL);

CREATE TABLE census(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, first_name VARCHAR, last_name VARCHAR, ssn_hash VARCHAR, ssn_last4 VARCHAR, birth_date DATE, hire_date DATE, rehire_date DATE, termination_date DATE, pay_group VARCHAR, ownership_percent BIGINT, hce BOOLEAN, prior_year_compensation BIGINT, prior_year_fica_wages BIGINT, prior_employer_deferrals BIGINT, related_employer_additions BIGINT, related_employer_deferrals BIGINT, "hold" VARCHAR);
INSERT INTO census VALUES
    (1, 2, 'E1', 'Ada', 'Example', 'edcec0077dd880d7765e719da020676935ce26a6843cc95727e0c7f84b044d5d', '0001', '1970-02-03', '2010-01-04', NULL, NULL, NULL, NULL, NULL, 17000000, NULL, NULL, NULL, NULL, NULL),
    (1, 3, 'E2', 'Ben', 'Example', '77492e08fef487bd36b076f914f0998e58937e4cd61e94cdf65f00f1af5ddd8b', '0002', '1990-05-06', '2021-03-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (1, 4, 'E3', '=Cleo', 'Example', 'a241ad206d3ddd486234e90b6129148dbcb2e5550a74bef1d7a97d2397e3a4ec', '0003', '1960-01-01', '2022-03-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (5, 2, 'E2', 'Ben', 'Sample', NULL, NULL, '1990-05-06', '2021-03-01', NULL, '2026-02-13', NULL, NULL, NULL, NULL, NULL, NULL, 100000, NULL, NULL),
    (5, 3, 'E4', 'Dora', 'Example', NULL, NULL, '1985-07-08', '2025-11-03', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE contents(content_id BIGINT NOT NULL, kind VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, rows_in BIGINT NOT NULL, rows_rejected BIGINT NOT NULL, cells_unreadable BIGINT NOT NULL, amount_in BIGINT, amount_rejected BIGINT, unknown_columns VARCHAR[], refused VARCHAR);
INSERT INTO contents VALUES
    (1, 'census', 'c9c46a0ed99f90393f75080d7633c0297cc30a50938835c8ec571e82486d02b5', 3, 0, 0, NULL, NULL, [], NULL),
    (2, 'contributions', '597d19f661b5cd30b0b38f42447aa93326aa3af28805739b8aeb90daae41dfc5', 6, 2, 0, 948000, 7500, [], NULL),
    (3, 'payroll', '6be81ffd31ebee6d01c4cf4c3c677a1b3dd5df524d0bc51ab371904a3d10947b', 3, 0, 0, 1083000, 0, [], NULL),
    (4, 'balances', '5f14a8bc394097d7d61af8a57daa4507638698736d4bf788070b25a7d2831a2e', 1, 0, 0, NULL, NULL, [], NULL),
    (5, 'census', 'c25a081912cbf1c9fcbcd983eb6140c193cdd69d78866441294720bd9aa0456b', 2, 0, 0, NULL, NULL, [], NULL),
    (6, 'contributions', 'a7df2791fb11ac58c07bc1b3a36ec0dcf2a458450a202100279076f8de86581d', 7, 0, 0, 2103230, 0, [], NULL),
    (7, 'elections', '958c849ea7ef5626a93687355166ca23e74aa19eb6524953c6fcef5b97c71a1a', 1, 1, 0, NULL, NULL, [], 'required column effective_date is missing.'),
    (8, 'opening', '8dfcbd1f8d24755cf96be39262bf520feedea8c67522307d8fa2001ab8d55668', 2, 0, 0, NULL, NULL, [], NULL),
    (9, 'payroll', 'e05219a8cf27f46e7c7c4b12acd8756e4d480db6648ba1d12d4d634e4da77219', 3, 0, 0, 2163000, 0, [], NULL),
    (10, 'payroll', 'a4ea31a20990088f0caebe5a21bbd8227a67eb1922b23595e22624fdb8e91068', 5, 0, 0, 1436000, 0, [], NULL),
    (11, 'payroll', '212a359fd845c5ae9b6da25ad0f5717ab74e652b5f604164b44c63bfb4b7bc03', 3, 1, 1, 264000, 65000, ['note'], NULL),
    (12, 'payroll', '884a6f36efdb2c0eebcd59dd6db6bef27060c884e715df90bd1be3d051e68037', 3, 0, 0, 1033000, 0, [], NULL),
    (13, 'withdrawals', '775e4b4ed01d03b2ab187e5d6d09c5a96705bce727979ba407674321d64906a1', 2, 0, 0, 20000, 0, [], NULL);

CREATE TABLE contributions(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, posted_date DATE, "source" VARCHAR, amount BIGINT, pay_date DATE, transaction_id VARCHAR, activity VARCHAR, earnings BIGINT, for_year VARCHAR);
INSERT INTO contributions VALUES
    (2, 2, 'E3', '2026-02-10', 'pre_tax', 50000, '2026-02-06', 'T6', 'contribution', NULL, NULL),
    (2, 3, 'E2', '2026-02-11', 'match', -1500, NULL, 'T7', 'reversal', NULL, NULL),
    (2, 4, 'E1', '2026-02-12', 'after_tax', -8000, NULL, 'T8', 'reversal', NULL, NULL),
    (2, 7, 'E1', '2026-02-24', 'after_tax', 900000, '2026-02-20', 'T2', 'contribution', NULL, NULL),
    (6, 2, 'E1', '2026-01-13', 'pre_tax', 2000000, '2026-01-09', 'T1', 'contribution', NULL, NULL),
    (6, 3, 'E1', '2026-01-13', 'after_tax', 35000, '2026-01-09', 'T2', 'contribution', NULL, NULL),
    (6, 4, 'E2', '2026-01-13', 'match', 12000, '2026-01-09', 'T3', 'contribution', NULL, NULL),
    (6, 5, 'E2', '2026-01-27', 'match', 12000, '2026-01-23', 'T4', 'contribution', NULL, NULL),
    (6, 6, 'E2', '2026-01-27', 'match', 1500, NULL, NULL, 'contribution', NULL, NULL),
    (6, 7, 'E2', '2026-01-27', 'match', 1500, NULL, NULL, 'contribution', NULL, NULL),
    (6, 8, 'E3', '2026-01-28', 'match', 41230, NULL, 'T5', 'true_up', NULL, '2025');

CREATE TABLE elections(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, effective_date DATE, pre_tax_rate BIGINT, roth_rate BIGINT, after_tax_rate BIGINT, pre_tax_amount BIGINT, roth_amount BIGINT, after_tax_amount BIGINT, pay_per_date BIGINT);

CREATE TABLE findings(limitation_year_end DATE NOT NULL, as_of DATE NOT NULL, finding_id VARCHAR, "check" VARCHAR, severity VARCHAR, status VARCHAR, first_seen DATE, employee_id VARCHAR, pay_date DATE, "source" VARCHAR, expected BIGINT, actual BIGINT, difference BIGINT, file VARCHAR, line BIGINT, message VARCHAR, who_acts VARCHAR);
INSERT INTO findings VALUES
    ('2026-12-31', '2026-02-28', '05e69a534e2a2ee2', 'R12', 'error', 'new', '2026-02-28', 'E3', NULL, 'birth_date', NULL, NULL, NULL, 'census_2026-01-31.csv', 4, 'The birth date is missing or a payroll system''s default: age is unknown and catch-up is taken as 0.', 'sponsor'),
    ('2026-12-31', '2026-02-28', '06eb6d9d85a2de44', 'not_in_census', 'error', 'new', '2026-02-28', 'E9', NULL, NULL, NULL, NULL, NULL, 'payroll_2026-01-23.csv', 6, 'There is money or pay for an employee_id that the census does not have: age and status are unknown. The line named is the first of them.', 'sponsor'),
    ('2026-12-31', '2026-02-28', '1c7899126c3a66b8', 'unknown_columns', 'warning', 'new', '2026-02-28', NULL, NULL, 'payroll_2026-02-06.csv', NULL, NULL, NULL, 'payroll_2026-02-06.csv', NULL, 'The file has columns that the feed does not know; they were not read: note', 'payroll'),
    ('2026-12-31', '2026-02-28', '2197e47b7516ef7b', 'restated', 'error', 'new', '2026-02-28', 'E2', '2026-01-09', 'payroll', NULL, NULL, NULL, 'payroll_2026-01-23.csv', 4, 'Two lines have the same key and do not say the same: the first by file name keeps it, this line is refused. To restate, send the corrected file under its old name. The first is line 3 of payroll_2026-01-09.csv.', 'payroll'),
    ('2026-12-31', '2026-02-28', '3ff67f8b61a927b3', 'unreconciled', 'error', 'new', '2026-02-28', 'E1', '2026-01-09', 'after_tax', 30000, 35000, 5000, 'contributions_2026-01.csv', 3, 'Register and postings of the pay date differ. Additions take the register; what is posted beyond comes off room.', 'recordkeeper'),
    ('2026-12-31', '2026-02-28', '42a675b30417205a', 'perhaps_refused', 'warning', 'new', '2026-02-28', 'E2', '2026-02-06', 'payroll', NULL, NULL, NULL, 'payroll_2026-02-06.csv', NULL, 'Rows of this pay date''s payroll were refused, and the person, employed then, has neither line nor posting: a refused row may be theirs, and room too large.', 'payroll'),
    ('2026-12-31', '2026-02-28', '676a9a11e08cd399', 'R22', 'error', 'new', '2026-02-28', NULL, NULL, 'payroll_2026-01-09_again.csv', NULL, NULL, NULL, 'payroll_2026-01-09_again.csv', NULL, 'The file holds the same bytes as another one; they count once. The other is payroll_2026-01-09.csv.', 'payroll'),
    ('2026-12-31', '2026-02-28', '7cfc9a97a8519609', 'R08', 'warning', 'new', '2026-02-28', 'E2', '2026-02-20', NULL, 0, 50000, 50000, 'payroll_2026-02-20.csv', 3, 'A contribution was taken from pay after termination or before hire: check the dates in the census.', 'payroll'),
    ('2026-12-31', '2026-02-28', '82271d668f5b93c5', 'rows_refused', 'warning', 'new', '2026-02-28', NULL, NULL, 'payroll_2026-02-06.csv', NULL, NULL, NULL, 'payroll_2026-02-06.csv', NULL, 'Rows of the file were refused, and what they say is missing from every number; the rejects report names line, column and rule. Send the corrected file under its old name.', 'payroll'),
    ('2026-12-31', '2026-02-28', '9bd6fe888f3b60e3', 'R22', 'error', 'new', '2026-02-28', 'E1', NULL, 'after_tax', 0, -8000, -8000, 'contributions_2026-02.csv', 4, 'A reversal or negative posting has no original, or takes more back than was posted for its pay date.', 'recordkeeper'),
    ('2026-12-31', '2026-02-28', 'a520d444828bf287', 'R22', 'info', 'new', '2026-02-28', NULL, NULL, 'census_2026-01-02.csv', NULL, NULL, NULL, 'census_2026-01-02.csv', NULL, 'The census is the same, byte for byte, as another one. The other is census_2026-01-31.csv.', 'sponsor'),
    ('2026-12-31', '2026-02-28', 'b6759f344823543c', 'R22', 'error', 'new', '2026-02-28', 'E3', '2026-01-09', 'payroll', NULL, NULL, NULL, 'payroll_2026-01-23.csv', 5, 'The same line stands twice in the feeds; it counts once. The first is line 4 of payroll_2026-01-09.csv.', 'payroll'),
    ('2026-12-31', '2026-02-28', 'c5bf7fdb359dbdf6', 'R22', 'warning', 'new', '2026-02-28', 'E1', NULL, 'withdrawals without key', NULL, NULL, NULL, 'withdrawals_2026-02.csv', 3, 'Lines without a key are equal; every one of them counts. Check that none is a repeat. The first is line 2 of withdrawals_2026-02.csv.', 'recordkeeper'),
    ('2026-12-31', '2026-02-28', 'c8977caed269ebc5', 'rows_refused', 'warning', 'new', '2026-02-28', NULL, NULL, 'contributions_2026-02.csv', NULL, NULL, NULL, 'contributions_2026-02.csv', NULL, 'Rows of the file were refused, and what they say is missing from every number; the rejects report names line, column and rule. Send the corrected file under its old name.', 'recordkeeper'),
    ('2026-12-31', '2026-02-28', 'ca9df497e1dbca00', 'feed_refused', 'error', 'new', '2026-02-28', NULL, NULL, 'elections_2026.csv', NULL, NULL, NULL, 'elections_2026.csv', NULL, 'The file was refused whole: required column effective_date is missing.', 'sponsor'),
    ('2026-12-31', '2026-02-28', 'd46b55e661859754', 'R13', 'warning', 'new', '2026-02-28', 'E1', NULL, 'catch-up 2026', 790000, 0, -790000, NULL, NULL, 'Catch-up was made pre-tax, and last year''s Box 3 wages are not known: it must be Roth if they exceed the threshold (414(v)(7)).', 'payroll'),
    ('2026-12-31', '2026-02-28', 'd6c421df699655ac', 'restated', 'error', 'new', '2026-02-28', 'E1', '2026-02-20', 'contributions after_tax', NULL, NULL, NULL, 'contributions_2026-02.csv', 7, 'Two lines have the same key and do not say the same: the first by file name keeps it, this line is refused. To restate, send the corrected file under its old name. The first is line 3 of contributions_2026-01.csv.', 'recordkeeper'),
    ('2026-12-31', '2026-02-28', 'ecd670ecc488309b', 'R03', 'error', 'new', '2026-02-28', 'E3', '2026-02-06', 'pre_tax', 0, 50000, 50000, 'contributions_2026-02.csv', 2, 'The recordkeeper posted money for which the register has nothing: no line of the person on that pay date, or a zero.', 'payroll'),
    ('2026-12-31', '2026-02-28', 'f656933579eafb20', 'R22', 'warning', 'new', '2026-02-28', 'E2', NULL, 'contributions match without key', NULL, NULL, NULL, 'contributions_2026-01.csv', 7, 'Lines without a key are equal; every one of them counts. Check that none is a repeat. The first is line 6 of contributions_2026-01.csv.', 'recordkeeper');

CREATE TABLE "names"("name" VARCHAR NOT NULL, kind VARCHAR NOT NULL, content_id BIGINT NOT NULL, size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL, ctime_ns BIGINT NOT NULL, loaded_at TIMESTAMP NOT NULL, superseded_at TIMESTAMP);
INSERT INTO names VALUES
    ('balances_2026-01-31.csv', 'balances', 4, 78, 1795483420759273811, 1795483420759273811, '2026-03-02 05:00:00', NULL),
    ('census_2026-01-02.csv', 'census', 1, 243, 1795483420757687880, 1795483420757687880, '2026-03-02 05:00:00', NULL),
    ('census_2026-01-31.csv', 'census', 1, 243, 1795483420759959951, 1795483420759959951, '2026-03-02 05:00:00', NULL),
    ('census_2026-02-02.csv', 'census', 5, 193, 1795483420758040239, 1795483420758040239, '2026-03-02 05:00:00', NULL),
    ('contributions_2026-01.csv', 'contributions', 6, 364, 1795483420758487630, 1795483420758487630, '2026-03-02 05:00:00', NULL),
    ('contributions_2026-02.csv', 'contributions', 2, 336, 1795483420758515803, 1795483420758515803, '2026-03-02 05:00:00', NULL),
    ('elections_2026.csv', 'elections', 7, 33, 1795483420759017746, 1795483420759017746, '2026-03-02 05:00:00', NULL),
    ('opening_2026-01-23.csv', 'opening', 8, 155, 1795483420758797576, 1795483420758797576, '2026-03-02 05:00:00', NULL),
    ('payroll_2026-01-09.csv', 'payroll', 9, 188, 1795483420755461276, 1795483420755461276, '2026-03-02 05:00:00', NULL),
    ('payroll_2026-01-09_again.csv', 'payroll', 9, 188, 1795483420759716185, 1795483420759716185, '2026-03-02 05:00:00', NULL),
    ('payroll_2026-01-23.csv', 'payroll', 10, 264, 1795483420755605583, 1795483420755605583, '2026-03-02 05:00:00', NULL),
    ('payroll_2026-02-06.csv', 'payroll', 11, 204, 1795483420758267720, 1795483420758267720, '2026-03-02 05:00:00', NULL),
    ('payroll_2026-02-20.csv', 'payroll', 3, 185, 1795483419526927394, 1795483419526927394, '2026-03-02 05:00:00', '2026-03-02 05:00:00'),
    ('payroll_2026-02-20.csv', 'payroll', 12, 185, 1795483420755738102, 1795483420755738102, '2026-03-02 05:00:00', NULL),
    ('withdrawals_2026-02.csv', 'withdrawals', 13, 108, 1795483420759498458, 1795483420759498458, '2026-03-02 05:00:00', NULL);

CREATE TABLE nights(limitation_year_end DATE NOT NULL, as_of DATE NOT NULL);
INSERT INTO nights VALUES
    ('2026-12-31', '2026-02-28');

CREATE TABLE notes(kind VARCHAR NOT NULL, content_id BIGINT NOT NULL, line BIGINT NOT NULL, outcome VARCHAR NOT NULL, by_content_id BIGINT NOT NULL, by_line BIGINT NOT NULL);
INSERT INTO notes VALUES
    ('contributions', 2, 7, 'restated', 6, 3),
    ('contributions', 6, 7, 'equal_line', 6, 6),
    ('payroll', 10, 4, 'restated', 9, 3),
    ('payroll', 10, 5, 'duplicate', 9, 4),
    ('withdrawals', 13, 3, 'equal_line', 13, 2);

CREATE TABLE opening(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, as_of DATE, gross_compensation BIGINT, eligible_compensation BIGINT, pre_tax BIGINT, roth BIGINT, after_tax BIGINT, "match" BIGINT, nonelective BIGINT, calendar_year_deferrals BIGINT, withdrawals_this_year BIGINT);
INSERT INTO opening VALUES
    (8, 2, 'E4', '2026-01-23', 1400000, NULL, 140000, NULL, 40000, 42000, NULL, NULL, 200),
    (8, 3, 'E3', '2026-01-05', 10000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE payroll(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, pay_date DATE, gross_compensation BIGINT, eligible_compensation BIGINT, pre_tax BIGINT, roth BIGINT, pre_tax_catch_up BIGINT, roth_catch_up BIGINT, after_tax BIGINT, "match" BIGINT, nonelective BIGINT, run_type VARCHAR, check_number VARCHAR);
INSERT INTO payroll VALUES
    (3, 2, 'E1', '2026-02-20', 6000000, NULL, 0, NULL, NULL, NULL, 950000, 18000, NULL, 'regular', NULL),
    (3, 3, 'E2', '2026-02-20', 400000, NULL, 40000, NULL, NULL, NULL, 10000, NULL, NULL, 'regular', NULL),
    (3, 4, 'E3', '2026-02-20', 500000, NULL, 50000, NULL, NULL, NULL, 0, 15000, NULL, 'regular', NULL),
    (9, 2, 'E1', '2026-01-09', 6000000, NULL, 2000000, NULL, NULL, NULL, 30000, 18000, NULL, 'regular', NULL),
    (9, 3, 'E2', '2026-01-09', 400000, NULL, 40000, NULL, NULL, NULL, 10000, NULL, NULL, 'regular', NULL),
    (9, 4, 'E3', '2026-01-09', 500000, NULL, 50000, NULL, NULL, NULL, 0, 15000, NULL, 'regular', NULL),
    (10, 2, 'E1', '2026-01-23', 6000000, NULL, 1200000, NULL, NULL, NULL, 30000, 18000, NULL, 'regular', NULL),
    (10, 3, 'E2', '2026-01-23', 400000, NULL, 40000, NULL, NULL, NULL, 10000, NULL, NULL, 'regular', NULL),
    (10, 4, 'E2', '2026-01-09', 400000, NULL, 40000, NULL, NULL, NULL, 15000, NULL, NULL, 'regular', NULL),
    (10, 5, 'E3', '2026-01-09', 500000, NULL, 50000, NULL, NULL, NULL, 0, 15000, NULL, 'regular', NULL),
    (10, 6, 'E9', '2026-01-23', 300000, NULL, 9000, NULL, NULL, NULL, 0, 9000, NULL, 'regular', NULL),
    (11, 2, 'E1', '2026-02-06', 6000000, NULL, 40000, NULL, NULL, NULL, 30000, 18000, NULL, 'regular', NULL),
    (11, 4, 'E4', '2026-02-06', 700000, NULL, 70000, NULL, NULL, NULL, 20000, 21000, NULL, 'regular', NULL),
    (12, 2, 'E1', '2026-02-20', 6000000, NULL, 0, NULL, NULL, NULL, 900000, 18000, NULL, 'regular', NULL),
    (12, 3, 'E2', '2026-02-20', 400000, NULL, 40000, NULL, NULL, NULL, 10000, NULL, NULL, 'regular', NULL),
    (12, 4, 'E3', '2026-02-20', 500000, NULL, 50000, NULL, NULL, NULL, 0, 15000, NULL, 'regular', NULL);

CREATE TABLE rejects(content_id BIGINT NOT NULL, line BIGINT NOT NULL, "column" VARCHAR, "rule" VARCHAR NOT NULL);
INSERT INTO rejects VALUES
    (2, 5, NULL, 'a reversal or refund is not positive'),
    (2, 6, NULL, 'has as many cells as the header'),
    (7, 2, NULL, 'the file''s header names every required column, and none twice'),
    (11, 3, 'gross_compensation', 'is money like 1234.56');

CREATE TABLE room(limitation_year_end DATE NOT NULL, as_of DATE NOT NULL, employee_id VARCHAR, "name" VARCHAR, limitation_year BIGINT, age BIGINT, hce VARCHAR, compensation_ytd BIGINT, deferrals_ytd BIGINT, deferrals_calendar_year BIGINT, catch_up_ytd BIGINT, catch_up_415 BIGINT, employer_ytd BIGINT, after_tax_ytd BIGINT, related_employer_additions BIGINT, annual_additions_ytd BIGINT, limit_415c BIGINT, limit_basis VARCHAR, room_today BIGINT, excess BIGINT, unreconciled BOOLEAN, can_contribute BOOLEAN, reasons VARCHAR[]);
INSERT INTO room VALUES
    ('2026-12-31', '2026-02-28', 'E1', 'Ada Example', 2026, 56, 'true', 24000000, 3240000, 3240000, 790000, 0, 72000, 982000, 0, 3504000, 7200000, 'dollar', 3691000, 0, true, true, []),
    ('2026-12-31', '2026-02-28', 'E2', 'Ben Sample', 2026, 36, 'unknown', 1200000, 120000, 120000, 0, 0, 25500, 30000, 100000, 275500, 1200000, 'compensation', 924500, 0, true, false, ['not_employed: not employed on the as-of date']),
    ('2026-12-31', '2026-02-28', 'E3', '=Cleo Example', 2026, NULL, 'unknown', 1010000, 150000, 150000, 0, 0, 30000, 0, 0, 180000, 1010000, 'compensation', 830000, 0, false, false, ['birth_date_unknown: the birth date is missing or a payroll system''s default, so age and catch-up are unknown']),
    ('2026-12-31', '2026-02-28', 'E4', 'Dora Example', 2026, 41, 'unknown', 2100000, 210000, 210000, 0, 0, 63000, 60000, 0, 333000, 2100000, 'compensation', 1767000, 0, false, true, []),
    ('2026-12-31', '2026-02-28', 'E9', NULL, 2026, NULL, 'unknown', 300000, 9000, 9000, 0, 0, 9000, 0, 0, 18000, 300000, 'compensation', 282000, 0, false, false, ['not_in_census: the census has no row for this employee_id']);

CREATE TABLE schema_version("version" INTEGER NOT NULL);
INSERT INTO schema_version VALUES
    (1);

CREATE TABLE standing(content_id BIGINT NOT NULL, kind VARCHAR NOT NULL, file VARCHAR NOT NULL, file_date DATE);
INSERT INTO standing VALUES
    (1, 'census', 'census_2026-01-31.csv', '2026-01-31'),
    (2, 'contributions', 'contributions_2026-02.csv', NULL),
    (4, 'balances', 'balances_2026-01-31.csv', '2026-01-31'),
    (5, 'census', 'census_2026-02-02.csv', '2026-02-02'),
    (6, 'contributions', 'contributions_2026-01.csv', NULL),
    (8, 'opening', 'opening_2026-01-23.csv', '2026-01-23'),
    (9, 'payroll', 'payroll_2026-01-09.csv', '2026-01-09'),
    (10, 'payroll', 'payroll_2026-01-23.csv', '2026-01-23'),
    (11, 'payroll', 'payroll_2026-02-06.csv', '2026-02-06'),
    (12, 'payroll', 'payroll_2026-02-20.csv', '2026-02-20'),
    (13, 'withdrawals', 'withdrawals_2026-02.csv', NULL);

CREATE TABLE withdrawals(content_id BIGINT NOT NULL, line BIGINT NOT NULL, employee_id VARCHAR, date DATE, amount BIGINT, basis BIGINT, route VARCHAR, taxable BIGINT);
INSERT INTO withdrawals VALUES
    (13, 2, 'E1', '2026-02-03', 10000, 9800, 'roth_ira', NULL),
    (13, 3, 'E1', '2026-02-03', 10000, 9800, 'roth_ira', NULL);

CREATE VIEW current_names AS SELECT n."name", n.kind, n.content_id, n.size, n.mtime_ns, n.ctime_ns, (c.refused IS NOT NULL) AS refused FROM ("names" AS n INNER JOIN contents AS c USING (content_id)) WHERE (n.superseded_at IS NULL);
CREATE VIEW origins AS SELECT content_id, COALESCE(any_value(s.file), arg_max(n."name", "row"(n.superseded_at, n."name"))) AS file, min(n.loaded_at) AS loaded_at, CASE  WHEN ((any_value(s.file) IS NULL)) THEN (max(n.superseded_at)) ELSE NULL END AS superseded_at FROM ("names" AS n LEFT JOIN standing AS s USING (content_id)) GROUP BY content_id;
CREATE VIEW v_contributions AS SELECT employee_id AS employee_id, posted_date AS posted_date, "source" AS "source", CAST((CAST(amount AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS amount, pay_date AS pay_date, transaction_id AS transaction_id, activity AS activity, CAST((CAST(earnings AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS earnings, for_year AS for_year, file, line, loaded_at, superseded_at, COALESCE(n.outcome, CASE  WHEN ((superseded_at IS NULL)) THEN ('accepted') ELSE 'superseded' END) AS outcome FROM ((contributions INNER JOIN origins USING (content_id)) LEFT JOIN (SELECT * FROM notes WHERE (kind = 'contributions')) AS n USING (content_id, line));
CREATE VIEW v_findings AS SELECT limitation_year_end, as_of, finding_id AS finding_id, "check" AS "check", severity AS severity, status AS status, first_seen AS first_seen, employee_id AS employee_id, pay_date AS pay_date, "source" AS "source", CAST((CAST(expected AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS expected, CAST((CAST(actual AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS actual, CAST((CAST(difference AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS difference, file AS file, line AS line, message AS message, who_acts AS who_acts FROM findings;
CREATE VIEW v_payroll AS SELECT employee_id AS employee_id, pay_date AS pay_date, CAST((CAST(gross_compensation AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS gross_compensation, CAST((CAST(eligible_compensation AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS eligible_compensation, CAST((CAST(pre_tax AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS pre_tax, CAST((CAST(roth AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS roth, CAST((CAST(pre_tax_catch_up AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS pre_tax_catch_up, CAST((CAST(roth_catch_up AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS roth_catch_up, CAST((CAST(after_tax AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS after_tax, CAST((CAST("match" AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS "match", CAST((CAST(nonelective AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS nonelective, run_type AS run_type, check_number AS check_number, file, line, loaded_at, superseded_at, COALESCE(n.outcome, CASE  WHEN ((superseded_at IS NULL)) THEN ('accepted') ELSE 'superseded' END) AS outcome FROM ((payroll INNER JOIN origins USING (content_id)) LEFT JOIN (SELECT * FROM notes WHERE (kind = 'payroll')) AS n USING (content_id, line));
CREATE VIEW v_room AS SELECT limitation_year_end, as_of, employee_id AS employee_id, "name" AS "name", limitation_year AS limitation_year, age AS age, hce AS hce, CAST((CAST(compensation_ytd AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS compensation_ytd, CAST((CAST(deferrals_ytd AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS deferrals_ytd, CAST((CAST(deferrals_calendar_year AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS deferrals_calendar_year, CAST((CAST(catch_up_ytd AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS catch_up_ytd, CAST((CAST(catch_up_415 AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS catch_up_415, CAST((CAST(employer_ytd AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS employer_ytd, CAST((CAST(after_tax_ytd AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS after_tax_ytd, CAST((CAST(related_employer_additions AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS related_employer_additions, CAST((CAST(annual_additions_ytd AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS annual_additions_ytd, CAST((CAST(limit_415c AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS limit_415c, limit_basis AS limit_basis, CAST((CAST(room_today AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS room_today, CAST((CAST(excess AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2))) AS DECIMAL(18, 2)) AS excess, unreconciled AS unreconciled, can_contribute AS can_contribute, reasons AS reasons FROM room;
