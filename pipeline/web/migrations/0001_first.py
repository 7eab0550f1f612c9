"""The tables of the pages.

What stands in rows of a directive goes when the directive goes, in the database itself (ON DELETE CASCADE), for the
programs that delete directives know nothing of these tables. A later migration that makes one of the three tables anew
on SQLite has to write the references again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _ends_with_directive(name):
    """The column of a model that points to its directive, and goes with it."""
    table = f'web_{name}'
    field = models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING,
                              related_name='+', to='store.directive')
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL([f'ALTER TABLE {table} ADD COLUMN directive_id bigint NULL '
                            'REFERENCES store_directive (id) ON DELETE CASCADE',
                            f'CREATE INDEX {table}_directive ON {table} (directive_id)'], migrations.RunSQL.noop)],
        [migrations.AddField(name, 'directive', field)])


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('store', '0015_rereading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Projection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.TextField(default='')),
                ('as_of', models.DateField()),
                ('at', models.DateTimeField()),
                ('seconds', models.FloatField(default=0)),
                ('totals', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'bản dựng danh mục',
                'verbose_name_plural': 'bản dựng danh mục',
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255, unique=True)),
                ('slug', models.CharField(max_length=100, unique=True)),
                ('name', models.TextField(verbose_name='tên')),
                ('folded', models.TextField(default='')),
                ('group', models.BooleanField(default=False)),
                ('unknown', models.BooleanField(default=False)),
                ('late', models.PositiveIntegerField(default=0, verbose_name='quá hạn')),
                ('near', models.PositiveIntegerField(default=0, verbose_name='sắp đến hạn')),
                ('fresh', models.PositiveIntegerField(default=0, verbose_name='mới trong tuần')),
                ('open', models.PositiveIntegerField(default=0, verbose_name='chưa hoàn thành')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='tổng số')),
            ],
            options={
                'verbose_name': 'danh mục của cơ quan',
                'verbose_name_plural': 'danh mục của cơ quan',
                'ordering': ('unknown', 'name'),
                'indexes': [models.Index(fields=['-late', '-near', 'name'], name='body_worst')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('title', models.TextField()),
                ('number', models.TextField(default='')),
                ('issuer', models.TextField(default='')),
                ('issued_on', models.DateField(db_index=True, null=True)),
                ('subject', models.TextField(default='')),
                ('received_at', models.DateTimeField(db_index=True)),
                ('task_count', models.PositiveIntegerField(default=0)),
                ('shown', models.JSONField(default=dict)),
                ('digest', models.CharField(default='', max_length=16)),
            ],
            options={
                'verbose_name': 'văn bản trong danh mục',
                'verbose_name_plural': 'văn bản trong danh mục',
                'ordering': ('-received_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(db_index=True, max_length=255, verbose_name='mã nhiệm vụ')),
                ('position', models.PositiveIntegerField(default=0)),
                ('clause', models.TextField(default='')),
                ('page', models.PositiveIntegerField(null=True)),
                ('text', models.TextField()),
                ('lead', models.TextField(default='')),
                ('support', models.TextField(default='')),
                ('limit', models.TextField(default='')),
                ('due', models.DateField(null=True)),
                ('open', models.BooleanField(default=True)),
                ('state', models.CharField(max_length=20)),
                ('status', models.TextField()),
                ('completed_on', models.DateField(null=True)),
                ('doubtful', models.BooleanField(default=False)),
                ('shown', models.JSONField(default=dict)),
                ('digest', models.CharField(default='', max_length=16)),
                ('paper', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='duties', to='web.paper')),
            ],
            options={
                'verbose_name': 'nhiệm vụ trong danh mục',
                'verbose_name_plural': 'nhiệm vụ trong danh mục',
                'ordering': ('paper_id', 'position'),
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, choices=[('van-thu', 'Văn thư'), ('chuyen-vien', 'Chuyên viên'), ('lanh-dao', 'Lãnh đạo'), ('quan-tri', 'Quản trị')], default='', max_length=20, verbose_name='vai trò')),
                ('everywhere', models.BooleanField(default=False, verbose_name='xem danh mục của mọi cơ quan')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'vai trò của tài khoản',
                'verbose_name_plural': 'vai trò của tài khoản',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255, verbose_name='khóa của danh mục')),
                ('name', models.TextField(verbose_name='tên cơ quan')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='web.profile')),
            ],
            options={
                'verbose_name': 'cơ quan của tài khoản',
                'verbose_name_plural': 'cơ quan của tài khoản',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.TextField()),
                ('supports', models.BooleanField(default=False)),
                ('source', models.TextField(default='')),
                ('open', models.BooleanField(default=True)),
                ('due', models.DateField(null=True)),
                ('received_at', models.DateTimeField()),
                ('words', models.TextField(default='')),
                ('digest', models.CharField(default='', max_length=16)),
                ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='rows', to='web.body')),
                ('duty', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='rows', to='web.duty')),
                ('paper', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='rows', to='web.paper')),
            ],
            options={
                'verbose_name': 'dòng của danh mục',
                'verbose_name_plural': 'dòng của danh mục',
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('paper', 'task'), name='one_duty'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('profile', 'key'), name='one_membership'),
        ),
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['body', 'open', 'due'], name='row_of_list'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(fields=('body', 'duty'), name='one_row'),
        ),
        _ends_with_directive('paper'),
        _ends_with_directive('duty'),
        _ends_with_directive('row'),
    ]
