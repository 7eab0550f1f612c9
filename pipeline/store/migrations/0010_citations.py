# ruff: noqa

import django.db.models.deletion
from django.db import migrations, models


def from_references(apps, schema_editor):
    """What the directives of an older store cite becomes edges: what was read then, with the words as far as known."""
    from pipeline.store import citing, codec

    Directive, Citation = apps.get_model('store', 'Directive'), apps.get_model('store', 'Citation')
    for row in Directive.objects.only('references', 'text').iterator():
        references = [codec.reference(fields) for fields in row.references]
        Citation.objects.bulk_create(
            Citation(directive=row, **fields) for fields in citing.citations(references, row.text))


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0009_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='thứ tự')),
                ('clause', models.TextField(blank=True, null=True, verbose_name='điều, khoản, điểm')),
                ('kind', models.CharField(max_length=10, verbose_name='quan hệ')),
                ('word', models.TextField(verbose_name='chữ chỉ quan hệ')),
                ('number', models.TextField(verbose_name='số, ký hiệu được dẫn')),
                ('key', models.TextField(db_index=True, editable=False)),
                ('type', models.TextField(blank=True, null=True, verbose_name='tên loại')),
                ('issuer', models.TextField(blank=True, null=True, verbose_name='cơ quan ban hành')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('clauses', models.JSONField(default=list, verbose_name='điều, khoản, điểm được dẫn')),
                ('words', models.TextField(verbose_name='nguyên văn')),
                ('start', models.PositiveIntegerField(editable=False, null=True)),
                ('end', models.PositiveIntegerField(editable=False, null=True)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='store.directive', verbose_name='văn bản')),
            ],
            options={
                'verbose_name': 'chỗ dẫn văn bản',
                'verbose_name_plural': 'chỗ dẫn văn bản',
                'ordering': ('directive_id', 'position'),
            },
        ),
        migrations.RunPython(from_references, migrations.RunPython.noop),
    ]
