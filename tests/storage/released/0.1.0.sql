BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	event_id INTEGER, 
	at DATETIME NOT NULL, 
	"by" VARCHAR(200) DEFAULT '' NOT NULL, 
	action VARCHAR(60) NOT NULL, 
	subject VARCHAR(120) NOT NULL, 
	detail JSON NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id), 
	CONSTRAINT fk_audit_entry_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "audit_entry" VALUES(1,1,'2026-11-23 00:45:14.000000','','event_added','event:1','{"name": "Coaching Clinic"}');
INSERT INTO "audit_entry" VALUES(2,NULL,'2026-11-23 00:45:28.000000','','user_added','user:1','{"name": "Siti", "role": "administrator"}');
INSERT INTO "audit_entry" VALUES(3,NULL,'2026-11-23 00:45:42.000000','','user_added','user:2','{"name": "Rina", "role": "steward"}');
INSERT INTO "audit_entry" VALUES(4,NULL,'2026-11-23 00:45:49.000000','Siti','user_pin_changed','user:2','{}');
INSERT INTO "audit_entry" VALUES(5,1,'2026-11-23 00:46:03.000000','Siti','roster_imported','import:1','{"file": "daftar.csv", "new": 5, "changed": 0, "unchanged": 0, "duplicate": 0, "error": 0, "question": 0, "note": 0}');
INSERT INTO "audit_entry" VALUES(6,NULL,'2026-11-23 00:46:17.000000','Siti','station_added','station:1','{"name": "Laptop"}');
INSERT INTO "audit_entry" VALUES(7,1,'2026-11-23 00:47:55.000000','Rina','check_in_undone','participant:3','{"id": 3}');
INSERT INTO "audit_entry" VALUES(8,1,'2026-11-23 00:48:09.000000','Siti','participant_blocked','participant:4','{"changes": {"status": ["active", "blocked"], "note": ["", "Bitte melden"]}}');
INSERT INTO "audit_entry" VALUES(9,1,'2026-11-23 00:48:16.000000','Siti','participant_canceled','participant:5','{"changes": {"status": ["active", "canceled"], "note": ["", ""]}}');
INSERT INTO "audit_entry" VALUES(10,1,'2026-11-23 00:48:37.000000','Siti','badge_reissued','participant:2','{}');
INSERT INTO "audit_entry" VALUES(11,1,'2026-11-23 00:48:51.000000','Siti','reserve_made','event:1','{"count": 2}');
INSERT INTO "audit_entry" VALUES(12,1,'2026-11-23 00:49:05.000000','Siti','session_chosen','session:1','{}');
INSERT INTO "audit_entry" VALUES(13,1,'2026-11-23 00:49:19.000000','Siti','wall_link_made','wall_link:1','{}');
INSERT INTO "audit_entry" VALUES(14,1,'2026-11-23 00:49:26.000000','Siti','setting_changed','setting:note','{}');
INSERT INTO "audit_entry" VALUES(15,1,'2026-11-23 11:00:07.000000','Siti','setting_changed','setting:certificate_rule','{}');
INSERT INTO "audit_entry" VALUES(16,1,'2026-11-23 11:00:28.000000','Siti','certificates_issued','certificates','{"count": 2}');
CREATE TABLE badge (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	participant_id INTEGER, 
	reserve_number INTEGER, 
	issued_at DATETIME NOT NULL, 
	bound_at DATETIME, 
	revoked_at DATETIME, 
	revoked_by VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_badge PRIMARY KEY (id), 
	CONSTRAINT fk_badge_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_badge_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT uq_badge_event_id_code UNIQUE (event_id, code)
);
INSERT INTO "badge" VALUES(1,1,'STWAWCBBHV7JXR3Q',1,NULL,'2026-11-23 00:45:56.000000',NULL,NULL,'');
INSERT INTO "badge" VALUES(2,1,'FZSQQVV9XK6E26EN',2,NULL,'2026-11-23 00:45:56.000000',NULL,'2026-11-23 00:48:23.000000','Siti');
INSERT INTO "badge" VALUES(3,1,'CDZ7PX19XQFFZNAH',3,NULL,'2026-11-23 00:45:56.000000',NULL,NULL,'');
INSERT INTO "badge" VALUES(4,1,'3FXMM9TEE7YVS825',4,NULL,'2026-11-23 00:45:56.000000',NULL,NULL,'');
INSERT INTO "badge" VALUES(5,1,'APYBG7BND58FA6CC',5,NULL,'2026-11-23 00:45:56.000000',NULL,NULL,'');
INSERT INTO "badge" VALUES(6,1,'WXJP5SC1YBHWRHQ9',2,NULL,'2026-11-23 00:48:30.000000',NULL,NULL,'');
INSERT INTO "badge" VALUES(7,1,'4M7HFCRF1CXZKNRD',NULL,1,'2026-11-23 00:48:44.000000',NULL,NULL,'');
INSERT INTO "badge" VALUES(8,1,'AH2GYCEHBTZJ1RYM',NULL,2,'2026-11-23 00:48:44.000000',NULL,NULL,'');
CREATE TABLE badge_print (
	id INTEGER NOT NULL, 
	badge_id INTEGER NOT NULL, 
	printed_at DATETIME NOT NULL, 
	printed_by VARCHAR(200) DEFAULT '' NOT NULL, 
	layout VARCHAR(60) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_badge_print PRIMARY KEY (id), 
	CONSTRAINT fk_badge_print_badge_id_badge FOREIGN KEY(badge_id) REFERENCES badge (id) ON DELETE CASCADE
);
INSERT INTO "badge_print" VALUES(1,1,'2026-11-23 00:46:24.000000','Siti','a6-4up');
INSERT INTO "badge_print" VALUES(2,2,'2026-11-23 00:46:24.000000','Siti','a6-4up');
INSERT INTO "badge_print" VALUES(3,3,'2026-11-23 00:46:24.000000','Siti','a6-4up');
INSERT INTO "badge_print" VALUES(4,4,'2026-11-23 00:46:24.000000','Siti','a6-4up');
INSERT INTO "badge_print" VALUES(5,5,'2026-11-23 00:46:24.000000','Siti','a6-4up');
CREATE TABLE certificate (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	number VARCHAR(80) NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	issued_at DATETIME NOT NULL, 
	issued_by VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT fk_certificate_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_certificate_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT uq_certificate_code UNIQUE (code), 
	CONSTRAINT uq_certificate_event_id_number UNIQUE (event_id, number), 
	CONSTRAINT uq_certificate_event_id_participant_id UNIQUE (event_id, participant_id)
);
INSERT INTO "certificate" VALUES(1,1,1,'001/SERT/XI/2026','1NW198WYC6AC9Z3E','2026-11-23 11:00:14.000000','Siti');
INSERT INTO "certificate" VALUES(2,1,2,'002/SERT/XI/2026','12G9WMH3MZCE79DZ','2026-11-23 11:00:21.000000','Siti');
CREATE TABLE check_in (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	scan_row_id INTEGER NOT NULL, 
	station_id INTEGER, 
	means VARCHAR(20) NOT NULL, 
	"by" VARCHAR(200) DEFAULT '' NOT NULL, 
	admitted_despite VARCHAR(30), 
	checked_in_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	undone_by VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_check_in PRIMARY KEY (id), 
	CONSTRAINT fk_check_in_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_check_in_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_check_in_scan_row_id_scan FOREIGN KEY(scan_row_id) REFERENCES scan (id) ON DELETE CASCADE, 
	CONSTRAINT fk_check_in_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_check_in_station_id_station FOREIGN KEY(station_id) REFERENCES station (id)
);
INSERT INTO "check_in" VALUES(1,1,1,1,1,1,'camera','',NULL,'2026-11-23 00:46:31.000000',NULL,'');
INSERT INTO "check_in" VALUES(2,1,1,2,2,1,'camera','',NULL,'2026-11-23 00:46:45.000000',NULL,'');
INSERT INTO "check_in" VALUES(3,1,1,3,5,NULL,'by_hand','Rina',NULL,'2026-11-23 00:47:27.000000','2026-11-23 00:47:48.000000','Rina');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	slug VARCHAR(80) NOT NULL, 
	name VARCHAR(300) DEFAULT '' NOT NULL, 
	date DATE NOT NULL, 
	timezone VARCHAR(60) NOT NULL, 
	place VARCHAR(300) DEFAULT '' NOT NULL, 
	rehearsal_of INTEGER, 
	chosen_at DATETIME NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT fk_event_rehearsal_of_event FOREIGN KEY(rehearsal_of) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_event_slug UNIQUE (slug)
);
INSERT INTO "event" VALUES(1,'coaching-clinic','Coaching Clinic','2026-11-23','Asia/Pontianak','',NULL,'2026-11-23 00:45:07.000000');
CREATE TABLE event_setting (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_event_setting PRIMARY KEY (id), 
	CONSTRAINT fk_event_setting_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_event_setting_event_id_name UNIQUE (event_id, name)
);
INSERT INTO "event_setting" VALUES(1,1,'roster_mapping','{"nama": "name", "nip": "nip", "kelompok": "group", "unit kerja": "organization", "hp": "phone"}');
INSERT INTO "event_setting" VALUES(2,1,'note','{"a": 1}');
INSERT INTO "event_setting" VALUES(3,1,'certificate_rule','{"credits": {"1": 5, "2": 5}, "minimum_percent": 50}');
CREATE TABLE expectation (
	participant_id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	CONSTRAINT pk_expectation PRIMARY KEY (participant_id, session_id), 
	CONSTRAINT fk_expectation_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_expectation_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE
);
INSERT INTO "expectation" VALUES(1,1);
INSERT INTO "expectation" VALUES(1,2);
INSERT INTO "expectation" VALUES(2,1);
INSERT INTO "expectation" VALUES(2,2);
INSERT INTO "expectation" VALUES(3,1);
INSERT INTO "expectation" VALUES(3,2);
INSERT INTO "expectation" VALUES(4,1);
INSERT INTO "expectation" VALUES(4,2);
INSERT INTO "expectation" VALUES(5,1);
INSERT INTO "expectation" VALUES(5,2);
CREATE TABLE installation (
	name VARCHAR(60) NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (name)
);
INSERT INTO "installation" VALUES('cookie_secret','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"');
CREATE TABLE participant (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR(300) DEFAULT '' NOT NULL, 
	nip VARCHAR(40) DEFAULT '' NOT NULL, 
	nuptk VARCHAR(40) DEFAULT '' NOT NULL, 
	"group" VARCHAR(200) DEFAULT '' NOT NULL, 
	organization VARCHAR(300) DEFAULT '' NOT NULL, 
	district VARCHAR(200) DEFAULT '' NOT NULL, 
	phone VARCHAR(60) DEFAULT '' NOT NULL, 
	email VARCHAR(200) DEFAULT '' NOT NULL, 
	status VARCHAR(20) DEFAULT 'active' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	walk_in BOOLEAN DEFAULT (false) NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_participant PRIMARY KEY (id), 
	CONSTRAINT fk_participant_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_participant_event_id_number UNIQUE (event_id, number)
);
INSERT INTO "participant" VALUES(1,1,1,'Dra. Hj. Siti Aminah, M.Pd.','198001012005011001','','CGP','SDN 1 Ampah','','081200000000','','active','',0,'2026-11-23 00:45:56.000000');
INSERT INTO "participant" VALUES(2,1,2,'Budi Santoso','','','CGP','SDN 2 Ampah','','081200000001','','active','',0,'2026-11-23 00:45:56.000000');
INSERT INTO "participant" VALUES(3,1,3,'محمد أحمد','','','CPP','SMPN 1','','081200000002','','active','',0,'2026-11-23 00:45:56.000000');
INSERT INTO "participant" VALUES(4,1,4,'Ni''mah Nur','','','CPP','SDN 1 Ampah','','081200000003','','blocked','Bitte melden',0,'2026-11-23 00:45:56.000000');
INSERT INTO "participant" VALUES(5,1,5,'Yuliana','','','CGP','','','081200000004','','canceled','',0,'2026-11-23 00:45:56.000000');
CREATE TABLE roster_import (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	file_name VARCHAR(300) DEFAULT '' NOT NULL, 
	imported_at DATETIME NOT NULL, 
	imported_by VARCHAR(200) DEFAULT '' NOT NULL, 
	report JSON NOT NULL, 
	"before" JSON NOT NULL, 
	undone_at DATETIME, 
	undone_by VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_roster_import PRIMARY KEY (id), 
	CONSTRAINT fk_roster_import_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "roster_import" VALUES(1,1,'daftar.csv','2026-11-23 00:46:03.000000','Siti','{"new": 5, "changed": 0, "unchanged": 0, "duplicate": 0, "error": 0, "question": 0, "note": 0}','{"added": [1, 2, 3, 4, 5], "changed": {}}',NULL,'');
CREATE TABLE scan (
	id INTEGER NOT NULL, 
	scan_id VARCHAR(64) NOT NULL, 
	event_id INTEGER NOT NULL, 
	session_id INTEGER, 
	participant_id INTEGER, 
	badge_id INTEGER, 
	station_id INTEGER, 
	code VARCHAR(200) NOT NULL, 
	means VARCHAR(20) NOT NULL, 
	read_how VARCHAR(20) DEFAULT 'decoded' NOT NULL, 
	read_score FLOAT DEFAULT '1' NOT NULL, 
	reason VARCHAR(30) NOT NULL, 
	answered_check_in_id INTEGER, 
	opens_next_id INTEGER, 
	"by" VARCHAR(200) DEFAULT '' NOT NULL, 
	scanned_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	CONSTRAINT pk_scan PRIMARY KEY (id), 
	CONSTRAINT fk_scan_badge_id_badge FOREIGN KEY(badge_id) REFERENCES badge (id) ON DELETE SET NULL, 
	CONSTRAINT fk_scan_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_scan_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_scan_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_scan_station_id_station FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT uq_scan_scan_id UNIQUE (scan_id)
);
INSERT INTO "scan" VALUES(1,'9c9823d1-7b7e-4a50-aa6a-d6f53434a4c8',1,1,1,NULL,1,'STWAWCBBHV7JXR3Q','camera','decoded',1.0,'ok',1,NULL,'','2026-11-23 00:46:31.000000','2026-11-23 00:46:38.000000');
INSERT INTO "scan" VALUES(2,'f00ad3f2-ced7-481f-8939-886c54a4b7cc',1,1,2,NULL,1,'FZSQQVV9XK6E26EN','camera','decoded',1.0,'ok',2,NULL,'','2026-11-23 00:46:45.000000','2026-11-23 00:46:52.000000');
INSERT INTO "scan" VALUES(3,'ddc16b0e-1acf-405c-8844-91a837ed4a2c',1,1,1,NULL,1,'STWAWCBBHV7JXR3Q','camera','decoded',1.0,'already_checked_in',1,NULL,'','2026-11-23 00:46:59.000000','2026-11-23 00:47:06.000000');
INSERT INTO "scan" VALUES(4,'b2253998-ed0f-409b-9520-9687413fe4e1',1,1,NULL,NULL,NULL,'N1CHTS','camera','decoded',1.0,'invalid',NULL,NULL,'','2026-11-23 00:47:13.000000','2026-11-23 00:47:20.000000');
INSERT INTO "scan" VALUES(5,'93684a66-1b61-43dc-8272-05b0d106ed1c',1,1,3,NULL,NULL,'CDZ7PX19XQFFZNAH','by_hand','decoded',1.0,'ok',3,NULL,'Rina','2026-11-23 00:47:27.000000','2026-11-23 00:47:34.000000');
CREATE TABLE search_term (
	event_id INTEGER NOT NULL, 
	term VARCHAR(80) NOT NULL, 
	participant_id INTEGER NOT NULL, 
	CONSTRAINT fk_search_term_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);
INSERT INTO "search_term" VALUES(1,'dra',1);
INSERT INTO "search_term" VALUES(1,'hj',1);
INSERT INTO "search_term" VALUES(1,'siti',1);
INSERT INTO "search_term" VALUES(1,'aminah',1);
INSERT INTO "search_term" VALUES(1,'mpd',1);
INSERT INTO "search_term" VALUES(1,'1',1);
INSERT INTO "search_term" VALUES(1,'sdn',1);
INSERT INTO "search_term" VALUES(1,'ampah',1);
INSERT INTO "search_term" VALUES(1,'cgp',1);
INSERT INTO "search_term" VALUES(1,'198001012005011001',1);
INSERT INTO "search_term" VALUES(1,'stwawcbbhv7jxr3q',1);
INSERT INTO "search_term" VALUES(1,'081200000000',1);
INSERT INTO "search_term" VALUES(1,'محمد',3);
INSERT INTO "search_term" VALUES(1,'احمد',3);
INSERT INTO "search_term" VALUES(1,'3',3);
INSERT INTO "search_term" VALUES(1,'smpn',3);
INSERT INTO "search_term" VALUES(1,'1',3);
INSERT INTO "search_term" VALUES(1,'cpp',3);
INSERT INTO "search_term" VALUES(1,'cdz7px19xqffznah',3);
INSERT INTO "search_term" VALUES(1,'081200000002',3);
INSERT INTO "search_term" VALUES(1,'nimah',4);
INSERT INTO "search_term" VALUES(1,'nur',4);
INSERT INTO "search_term" VALUES(1,'4',4);
INSERT INTO "search_term" VALUES(1,'sdn',4);
INSERT INTO "search_term" VALUES(1,'1',4);
INSERT INTO "search_term" VALUES(1,'ampah',4);
INSERT INTO "search_term" VALUES(1,'cpp',4);
INSERT INTO "search_term" VALUES(1,'3fxmm9tee7yvs825',4);
INSERT INTO "search_term" VALUES(1,'081200000003',4);
INSERT INTO "search_term" VALUES(1,'yuliana',5);
INSERT INTO "search_term" VALUES(1,'5',5);
INSERT INTO "search_term" VALUES(1,'cgp',5);
INSERT INTO "search_term" VALUES(1,'apybg7bnd58fa6cc',5);
INSERT INTO "search_term" VALUES(1,'081200000004',5);
INSERT INTO "search_term" VALUES(1,'budi',2);
INSERT INTO "search_term" VALUES(1,'santoso',2);
INSERT INTO "search_term" VALUES(1,'2',2);
INSERT INTO "search_term" VALUES(1,'sdn',2);
INSERT INTO "search_term" VALUES(1,'ampah',2);
INSERT INTO "search_term" VALUES(1,'cgp',2);
INSERT INTO "search_term" VALUES(1,'wxjp5sc1ybhwrhq9',2);
INSERT INTO "search_term" VALUES(1,'081200000001',2);
CREATE TABLE session (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	name VARCHAR(200) DEFAULT '' NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	opens_before_minutes INTEGER DEFAULT '60' NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_session_event_id_name UNIQUE (event_id, name)
);
INSERT INTO "session" VALUES(1,1,'Sesi Pagi','2026-11-23 01:00:00.000000','2026-11-23 05:00:00.000000',60);
INSERT INTO "session" VALUES(2,1,'Sesi Sore','2026-11-23 06:00:00.000000','2026-11-23 10:00:00.000000',60);
CREATE TABLE session_choice (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	chosen_at DATETIME NOT NULL, 
	chosen_by VARCHAR(200) DEFAULT '' NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_session_choice PRIMARY KEY (id), 
	CONSTRAINT fk_session_choice_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_session_choice_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE
);
INSERT INTO "session_choice" VALUES(1,1,1,'2026-11-23 00:48:58.000000','Siti',NULL,'');
CREATE TABLE station (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	door VARCHAR(120) DEFAULT '' NOT NULL, 
	token_hash VARCHAR(64), 
	settings JSON DEFAULT '{}' NOT NULL, 
	added_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	last_seen_at DATETIME, 
	CONSTRAINT pk_station PRIMARY KEY (id), 
	CONSTRAINT uq_station_name UNIQUE (name), 
	CONSTRAINT uq_station_token_hash UNIQUE (token_hash)
);
INSERT INTO "station" VALUES(1,'Laptop','Pintu Utara','0598fd6f3d7f3cbe5f7fc649a64e754152b04f7148169d42ae8d2aee89293295','{}','2026-11-23 00:46:10.000000',NULL,NULL);
CREATE TABLE user (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	password_hash VARCHAR(300) NOT NULL, 
	pin_hash VARCHAR(300), 
	added_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_name UNIQUE (name)
);
INSERT INTO "user" VALUES(1,'Siti','administrator','scrypt:32768:8:1$zgYuroJ4gV7Rxd3R$5ed8a6fc5f2df3f70907853326f4d69ead817c94e5f98f3970a2ec8f45a236bd748b6525bd2f168b8d9a57eae4ec5e55af9b939f3d0d0dce5e0110c653c8982e',NULL,'2026-11-23 00:45:21.000000',NULL);
INSERT INTO "user" VALUES(2,'Rina','steward','scrypt:32768:8:1$culd6P9sOgrB6mWI$721dc4d554ecc365113d079059eeb8b56bf9509a1fa58a71781544e88761515519069272606a353913ddff5802a00cda6cba9458bf080d23fe6879763b7f129a','scrypt:32768:8:1$023R8dZ4is0FPINo$d57d7d42d992a6f99bc3bf64a28b8155d87fb115ccd507546b76865584dae79ec18b37846f2a40a4356166cab60f7feb403e2b4b83b136e2aa586fc86d3c9abb','2026-11-23 00:45:35.000000',NULL);
CREATE TABLE wall_link (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR(200) DEFAULT '' NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_wall_link PRIMARY KEY (id), 
	CONSTRAINT fk_wall_link_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_wall_link_token_hash UNIQUE (token_hash)
);
INSERT INTO "wall_link" VALUES(1,1,'7274f4dc95f31c51c86be01fff61e8ecd61b216f4651f4c74eb32a1d1bc92a6c','2026-11-23 00:49:12.000000','Siti',NULL);
CREATE INDEX ix_audit_entry_event_id ON audit_entry (event_id);
CREATE INDEX ix_audit_entry_subject ON audit_entry (subject);
CREATE INDEX ix_participant_event_id_name ON participant (event_id, name);
CREATE UNIQUE INDEX uq_participant_event_id_nip ON participant (event_id, nip) WHERE nip != '';
CREATE INDEX ix_roster_import_event_id ON roster_import (event_id);
CREATE INDEX ix_wall_link_event_id ON wall_link (event_id);
CREATE INDEX ix_badge_participant_id ON badge (participant_id);
CREATE UNIQUE INDEX uq_badge_standing ON badge (participant_id) WHERE revoked_at IS NULL;
CREATE INDEX ix_expectation_session_id ON expectation (session_id);
CREATE INDEX ix_search_term_event_id_term_participant_id ON search_term (event_id, term, participant_id);
CREATE INDEX ix_search_term_participant_id_term ON search_term (participant_id, term);
CREATE INDEX ix_session_choice_event_id ON session_choice (event_id);
CREATE INDEX ix_badge_print_badge_id ON badge_print (badge_id);
CREATE INDEX ix_scan_event_id_scanned_at ON scan (event_id, scanned_at);
CREATE INDEX ix_scan_participant_id ON scan (participant_id);
CREATE INDEX ix_check_in_event_id_checked_in_at ON check_in (event_id, checked_in_at);
CREATE INDEX ix_check_in_session_id_checked_in_at ON check_in (session_id, checked_in_at);
CREATE UNIQUE INDEX uq_check_in_standing ON check_in (participant_id, session_id) WHERE undone_at IS NULL;
COMMIT;
