# ruff: noqa

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='store_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER search_words_in AFTER INSERT ON store_searchentry BEGIN
        INSERT INTO search_words (rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_words_out AFTER DELETE ON store_searchentry BEGIN
        INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_words_new AFTER UPDATE ON store_searchentry BEGIN
        INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_words (rowid, words) VALUES (new.id, new.words); END""",
)
POSTGRESQL = (
    "ALTER TABLE store_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX search_words ON store_searchentry USING gin (vector)",
)


def make_index(apps, schema_editor):
    """The index over the words: a later migration that rebuilds the table on SQLite has to make the triggers again."""
    for command in SQLITE if schema_editor.connection.vendor == 'sqlite' else POSTGRESQL:
        schema_editor.execute(command)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == 'sqlite':
        for name in ('in', 'out', 'new'):
            schema_editor.execute(f'DROP TRIGGER search_words_{name}')
        schema_editor.execute('DROP TABLE search_words')


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0011_trackers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('name', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='tên')),
                ('words', models.TextField(verbose_name='nội dung')),
                ('at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'dấu của chương trình',
                'verbose_name_plural': 'dấu của chương trình',
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=255, verbose_name='mã nhiệm vụ hoặc văn bản')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='thứ tự')),
                ('head', models.TextField(verbose_name='số, ký hiệu')),
                ('words', models.TextField(verbose_name='chữ không dấu')),
                ('spelled', models.TextField(verbose_name='chữ có dấu')),
                ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='store.directive', verbose_name='văn bản')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='store.task', verbose_name='nhiệm vụ')),
            ],
            options={
                'verbose_name': 'mục tìm kiếm',
                'verbose_name_plural': 'mục tìm kiếm',
                'ordering': ('id',),
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
