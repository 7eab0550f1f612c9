# ruff: noqa
"""Private addresses of calendars, and the index by which what presses most of all tasks is found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0003_exchange'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255, verbose_name='khóa của danh mục')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_links', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'đường dẫn lịch',
                'verbose_name_plural': 'đường dẫn lịch',
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_calendar_link')],
            },
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['due', 'open', 'state', 'task'], name='duty_pressing'),
        ),
    ]
